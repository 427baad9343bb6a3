"""Results as files: CSV and JSON beside a report, and one JSON document an article."""

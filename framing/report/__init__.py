"""The report: what templates may use, the templates' world, and from HTML to PDF."""

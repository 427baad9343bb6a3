"""The text under measurement: the one parse, quotation marks, and whose words each word is."""

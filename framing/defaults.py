"""What is used where the user says nothing: one value for library and command line."""

CODEBOOK = "history-security"
# Probability below which the tone towards an actor is left untold.
CONFIDENCE = 0.7
OUTPUT = "output/report.pdf"
THEME = "default"
# Where the preview is served, on loopback.
PREVIEW_PORT = 8711
# Language and country whose dates and numbers the report writes.
LOCALE = "en-GB"
# The report's sections in their order; each is a block of report.html.j2.
SECTIONS = (
    "cover",
    "key_findings",
    "comparability",
    "tone",
    "sources",
    "emphasis",
    "naming",
    "shared_copy",
    "outlet_pages",
    "methods",
    "evidence",
)

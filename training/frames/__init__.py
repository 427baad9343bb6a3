"""Training of the coder of frames; nothing here is imported by the product."""

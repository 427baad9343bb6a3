"""How far a codebook and its measures can be trusted: checks, concordances, human coding."""

"""What is used where the user says nothing: one value for library and command line."""

CODEBOOK = "history-security"
# Probability below which the tone towards an actor is left untold.
CONFIDENCE = 0.7

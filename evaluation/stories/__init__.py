"""Who speaks, measured on whole articles of real stories, coded by hand.

``gold/`` has one file an article: offsets and labels, and the digest of the text that they are of.
The texts are not ours to hand on: who has them names a folder (see ``texts.py``).
"""

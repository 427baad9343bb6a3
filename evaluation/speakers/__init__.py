"""What is said about speakers, measured speaker by speaker on many unseen articles.

``coded/`` has a file for each set: where the article names the speaker, and labels; no text (see
README.md).
"""

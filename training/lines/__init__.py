"""Training of the line reader: which lines of a page pasted as text are the article's body.

``python -m training.lines FOLDER…`` reads saved pages of public repositories with known body text
(git directories or checkouts), turns each into text as copy and paste would, labels its lines, fits
the reader and writes its weights and the record of the training. No page enters this repository.
"""

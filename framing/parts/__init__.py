"""Many articles: analysed in parts, each a file of its own that is written whole or not at all.

A run that is stopped anywhere goes on where it was: a part that is done is not made again, and one
that is made twice, by whatever engine, stands there once.
"""

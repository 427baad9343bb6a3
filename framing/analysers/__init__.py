"""Analysers: what is found in a parsed article, one file or folder each."""

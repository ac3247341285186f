"""Answers that somebody has already: a folder of saved ones, or a file of postings, landed without a call.

Here belongs what turns files into raw answers with their provenance. How the columns of a foreign file are mapped is
`assets.sources`' business.
"""

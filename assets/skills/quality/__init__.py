"""How good the extractor is, and how it learns: labelled postings, measures, training, what the taxonomy lacks.

Here belongs what is run by people, on labelled texts. Nothing of it is loaded when a posting is read, and it may know
every other room.
"""

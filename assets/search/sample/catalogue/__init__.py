"""The postings of the sample: written for this project, drawn by date and seed from a corpus of roles and employers.

Here belongs what exists to be found. How the sample's API answers a question with it, page by page and with the warts
of the real one, stands in the room around this one.
"""

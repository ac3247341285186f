"""Raw answers: each byte for byte beside its request, written once, and the shapes in which their results arrive.

Here belongs what is true of an answer before anybody has read it as postings. Nothing here is ever changed or removed.
"""

"""What all readers of published jobs share: filters by address, amounts in words, keys as text, sources' terms, CSV.

Here belongs what the viewer, the watches and the exports must say alike. Pages and digests are made elsewhere.
"""

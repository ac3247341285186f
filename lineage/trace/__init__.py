"""The way back: one job from the marts down to its raw answers, and whole days made again and compared byte for byte.

Here belongs what proves lineage by reading the data it speaks of. It repairs nothing.
"""

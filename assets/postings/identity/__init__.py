"""Which job it is: the key of one object, and which postings advertise the same opening.

Here belongs what says that two things are one. The key depends on nothing but the object; openings are compared over
all days of the lake, and each membership has its reason and score.
"""

"""What a skill is and how people write it: the families' files, what they may hold, all written forms, compiled.

Here belongs what is known of skills before any posting is read, and what turns it into the file that is searched. How
a text is searched for it is `finding`'s business; what a skill is called in other languages stands in `tongues`.
"""

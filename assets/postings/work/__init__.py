"""What the work is like and whom it asks for: work mode, employment type, seniority, years of experience.

Here belongs what is read from the source's codes, the title and the text. Skills are another stage; categories, too.
"""

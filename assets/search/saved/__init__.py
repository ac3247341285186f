"""What is asked every day: `searches.yaml`, its panels and searches, and every mistake in it named with its line.

Here belongs what a person writes down and what may stand there. What is asked of a past day, and what has landed
already, is `progress`; nothing here calls anybody.
"""

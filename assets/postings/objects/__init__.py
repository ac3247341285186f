"""A received JSON object: one field of it read softly, the whole of it written as valid JSON.

Here belongs what holds for any object, whatever its fields mean. That an object differs from its source's known shape
is `drift`'s to report; what a field says of a job is read in the room named after that.
"""

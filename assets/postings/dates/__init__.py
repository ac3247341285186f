"""When a job was posted: a timestamp, a calendar day or "9 days ago", in many languages.

Here belongs what turns a source's words into a day. An age is counted back from the moment of the answer, which itself
is never taken for a date. Whether a job is still open is said in the marts.
"""

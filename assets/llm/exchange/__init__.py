"""One exchange with the endpoint: from the cache, or paid for, retried, written down and kept.

Here belongs what happens between a question and its reply, once it may be asked. Which questions are put, and in which
order, is the desk's business.
"""

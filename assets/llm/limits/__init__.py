"""What a model may cost and how often it may be asked: settings, caps, pace, and the breaker of a dead endpoint.

Here belongs what refuses or holds back a call before it is made.
"""

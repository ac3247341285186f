"""The pages of skills: what is asked for, how two scopes differ, what somebody's skills match and would open.

Here belongs what counts jobs by what they require. Nothing that a visitor says to have is stored.
"""

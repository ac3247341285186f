"""What every request must pass and every answer carries: hosts, methods, headers, how long a connection may be silent.

Here belongs what holds whatever page is asked for. No page's content is known here.
"""

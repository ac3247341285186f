"""How far a day has come: what has landed, where each chain of pages goes on, what is still to do and what it costs.

Here belongs what is read from the lake before anybody is asked, so that nothing is paid twice. Asking itself is
`days`.
"""

"""What is known of every call that leaves: the ledger and its journal, the clock, the masking of keys.

Here belongs what holds for a paid search and for a model's answer alike. Who calls, and when to try again, is the
business of `assets.search` and `assets.llm`.
"""

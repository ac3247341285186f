"""One page asked for: attempts, pauses and retries, each written to the ledger before and after.

Here belongs what happens around a single call. Which pages are asked for is `progress`, in which order `days`.
"""

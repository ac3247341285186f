"""What a run may spend and how fast it may ask: the plan's cost, a purse that no retry overdraws, the pace.

Here belongs what refuses or holds back a call. What was spent is written by `client`, in the ledger.
"""

"""Who is told what: watches of lists of jobs, channels, and the ledger of what was sent. Reads published snapshots."""

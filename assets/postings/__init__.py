"""Which job each result is and what it really says: identity, dates, place, pay, work mode, links, quarantine."""

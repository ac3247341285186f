"""Search: the saved searches, the sources that answer them, and what each answer costs."""

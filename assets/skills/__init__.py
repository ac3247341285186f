"""Skills: which skills a posting names or implies, each with the words that prove it and how sure that is."""

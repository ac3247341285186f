"""Sources: per source what to ask of it and how its answers are read. Calls nobody: that is the search room's."""

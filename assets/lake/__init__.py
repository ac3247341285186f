"""The ground floor: where a table lies, what its columns are, and how a day of it is replaced."""

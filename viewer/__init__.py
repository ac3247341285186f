"""The viewer: read-only web pages over the published snapshot. It runs no pipeline and opens no warehouse."""

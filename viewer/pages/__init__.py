"""The pages: each module asks one snapshot for what a page says. How it looks is in the templates."""

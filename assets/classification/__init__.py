"""Stage 3: which of 25 categories a job belongs to, with the evidence, the confidence and the runner-up."""

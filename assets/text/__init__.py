"""What several stages need to know about plain text: cleaning, language, sections. Knows no table and no job."""

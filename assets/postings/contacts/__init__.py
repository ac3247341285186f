"""E-mail addresses and phone numbers, masked by fixed marks in texts, in links and in JSON at any depth.

Here belongs what tells a person's contact from a sum, an id or a date. Raw answers keep their contacts; they are
masked where columns are put together. Names and links of people are not touched.
"""

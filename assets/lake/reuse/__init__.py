"""One day of a stage that reads texts: what an earlier day read of the same text by the same rules is copied.

Here belongs what makes a second reading needless: the version of rules, the key of a text, where its rows stand. What
is copied changes no byte; what is read belongs to the stages.
"""

"""Apply options: where each link leads, cleaned of tracking, and whether it seems to lead to this job.

Here belongs what is judged by the words of a link alone: nothing is fetched. Which posting of a company's own board a
link names is a question of `identity`.
"""

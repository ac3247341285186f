"""Markup goes and words stay apart: hidden HTML, table cells, inline tags, Markdown, glued sentences."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.skills.extraction import extract_skills
from assets.text.clean import clean_text
from assets.text.sections import find_sections


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("&lt;p&gt;Hello&lt;/p&gt;", "Hello"),
        ("&amp;lt;p&amp;gt;Hello&amp;lt;/p&amp;gt;", "Hello"),
        ("&#60;b&#62;SQL&#60;/b&#62;", "SQL"),
        ("p &lt; 0.05 &amp;&amp; q &gt; 1", "p < 0.05 && q > 1"),
        ("<td>SQL</td><td>Python</td>", "SQL\n\nPython"),
        ("<tr><th>Skill</th><th>Years</th></tr>", "Skill\n\nYears"),
        ("<dt>SQL</dt><dd>daily</dd>", "SQL\n\ndaily"),
        ("<span>SQL</span><span>Python</span>", "SQL Python"),
        ('<a href="x">SQL</a><a href="y">Python</a>', "SQL Python"),
        ("<b>SQL</b> <b>Python</b>", "SQL Python"),
        ("<b>Requirements</b>You know SQL", "Requirements You know SQL"),
        ("<strong>SQL</strong>Python", "SQL Python"),
        ("<b>S</b>QL and <b>W</b>e", "SQL and We"),
        ("<i>un</i>usual", "unusual"),
        ("_Python_ and __SQL__", "Python and SQL"),
        ("snake_case, __init__ and _x", "snake_case, __init__ and _x"),
        (r"C\+\+, C\# and R\&D \- daily", "C++, C# and R&D - daily"),
        (r"C:\temp and \d+", r"C:\temp and \d+"),
        ("uses `Go` and `git rebase`", "uses Go and git rebase"),
        ("SQLExperience with GitKnowledge of Docker", "SQL\nExperience with Git\nKnowledge of Docker"),
        ("deadlinesStrong skills in C++Ability to lead", "deadlines\nStrong skills in C++\nAbility to lead"),
        ("tools (Looker)Expertise with media", "tools (Looker)\nExpertise with media"),
        ("PowerPoint, YouTube, WeWork and InDesign a plus", "PowerPoint, YouTube, WeWork and InDesign a plus"),
        ("ExperienceCloud users and MySQL You know", "ExperienceCloud users and MySQL You know"),
    ],
)
def test_marks_go_and_words_stay_apart(dirty: str, clean: str) -> None:
    assert clean_text(dirty) == clean


def test_html_hidden_in_entities_keeps_its_sections() -> None:
    html = "<p>About us</p><p>We farm.</p><p>Requirements</p><ul><li>SQL</li><li>Python</li></ul>"
    hidden = html.replace("<", "&lt;").replace(">", "&gt;")
    assert clean_text(hidden) == clean_text(html)
    assert "requirements" in {section.label for section in find_sections(clean_text(hidden))}


@pytest.mark.parametrize(
    "dirty",
    [
        "<table><tr><td>SQL</td><td>Python</td><td>Docker</td></tr></table>",
        "Requirements: _Python_, __SQL__ and `Docker`",
        "You know SQLExperience with PythonKnowledge of Docker",
        "&lt;ul&gt;&lt;li&gt;SQL&lt;/li&gt;&lt;li&gt;Python&lt;/li&gt;&lt;li&gt;Docker&lt;/li&gt;&lt;/ul&gt;",
    ],
)
def test_evidence_stands_in_the_cleaned_text(dirty: str) -> None:
    text = clean_text(dirty)
    hits = extract_skills("", text)
    assert {"SQL", "Python", "Docker"} <= {hit.skill for hit in hits}
    assert all(text[hit.start : hit.end] == hit.text for hit in hits)


PIECES = [
    "<b>",
    "</b>",
    "<td>",
    "&lt;",
    "&gt;",
    "&amp;",
    "p",
    "_",
    "__",
    "\\",
    "`",
    "SQL",
    "Experience with ",
    "*",
    " ",
    "\n",
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14))
def test_cleaning_is_done_after_one_pass(pieces: list[str]) -> None:
    once = clean_text("".join(pieces))
    assert clean_text(once) == once

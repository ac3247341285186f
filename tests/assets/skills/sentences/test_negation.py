"""What a posting denies is not asked for; what only stands near a "no" is."""

import pytest

from assets.skills.extraction import extract_skills

DENIED = {
    "Java": "No Java required|Java experience is not required|Without any Java knowledge|This is not a Java role"
    "|Java is no longer "
    "used|You won't need Java|We are not looking for Java developers|Neither Java nor Kotlin is needed"
    "|Python, SQL or Java not "
    "required|Knowledge of Java is not a requirement|Java is not part of this job|Java unnecessary",
    "Python": "No SQL, no Python: we train you|Python is not needed|You do not have to know Python"
    "|We don't expect you to know "
    "Python|No prior SQL or Python experience necessary|Python-Kenntnisse sind nicht erforderlich",
    "SQL": "There is no SQL in this job|You need no SQL|SQL isn't necessary|No SQL experience is needed",
    "NoSQL": "No SQL experience is needed|There is no SQL in this job|No SQL, no Python: we train you|You need no SQL",
    "Kubernetes": "Kubernetes is not used here|We do not use Kubernetes",
    "Microsoft Excel": "You will never touch Excel|No need for Excel|You can do this job without Excel",
    "Jenkins": "Instead of Jenkins we use GitHub Actions|Rather than Jenkins we use GitHub Actions",
}
ASKED = {
    "Java": "Not only Java but Python|Java developer; JavaScript not needed|No degree needed, but strong Java",
    "Python": "Not only Java but Python|No Java needed but Python is required|Python is not required but a plus"
    "|You are not afraid "
    "of Python|Don't worry if you don't know everything: we use Python|We never stop improving our Python code"
    "|No two days are "
    "the same: Python today, SQL tomorrow|Experience with Python, not just Linux|Statistics, with or without Python",
    "SQL": "It is not enough to know SQL|No-SQL databases, and SQL",
    "NoSQL": "No-SQL databases|NoSQL databases such as MongoDB",
    "Kotlin": "If you have no experience in Java, you know Kotlin",
    "GitHub Actions": "Instead of Jenkins we use GitHub Actions",
    "Courtesy": "You say no politely and explain why",
}


def pairs(table: dict[str, str]) -> list[tuple[str, str]]:
    return [(skill, sentence) for skill, sentences in table.items() for sentence in sentences.split("|")]


def names(sentence: str) -> set[str]:
    return {hit.skill for hit in extract_skills("", f"Requirements\n- {sentence}\n- Some years in a similar role\n")}


@pytest.mark.parametrize(("skill", "sentence"), pairs(DENIED))
def test_what_is_denied_gives_no_row(skill: str, sentence: str) -> None:
    assert skill not in names(sentence)


@pytest.mark.parametrize(("skill", "sentence"), pairs(ASKED))
def test_what_is_asked_for_beside_a_denial_keeps_its_row(skill: str, sentence: str) -> None:
    assert skill in names(sentence)

"""The words beside a name that ask for it as a name: "experience with ...", "... skills", in eight languages.

Only what no plain word would stand beside: "Experience with Go" speaks of a language whatever else its text says.
"""

import re

_REACH = 60  # characters before a name in which words ask for it

_ASKED_BEFORE = re.compile(
    rb"(?: (?:experience\w*|expertise|knowledge|proficien\w+|familiar\w*|fluen\w+|competen\w+|certifi\w+|skills?"
    rb"|skilled"
    rb"|understanding|comfortable|conversant|versed|programming|program|coding|code|write|writing|written|scripting"
    rb"|conocimientos?|experiencia|manejo|dominio|\w*kenntnisse?|erfahrung\w*|connaissances?|ma.trise|exp.rience"
    rb"|ervaring|kennis|conhecimentos?|experi.ncia|esperienza|conoscenza|znajomo.. )"
    rb" (?:in|with|of|using|on|de|en|mit|von|du|des|avec|met|van|com|em|con|di|del|da)"
    rb"| (?:use|uses|used|using|via|such as|like|including|e\.g|eg|know|knows|knowing|learn))"
    rb"(?: (?:the|advanced|basic|strong|good|modern|core|either|both|excel|ms|microsoft))? +$"
)
_ASKED_AFTER = re.compile(
    rb" +(?:skills?|experience|knowledge|proficiency|expertise|developers?|programmers?|programming|engineers?"
    rb"|development|certifi\w+|administrat\w+|scripting|scripts?|coding|code|language|dashboards?|codebases?"
    rb"|(?:is|are|would be|will be)? ?(?:an? )?(?:required|preferred|desirable|essential|advantage|plus|must|bonus))\b"
)


def is_asked_before(sentences: bytes, start: int) -> bool:
    """Whether the words before the code point `start`, in its sentence, ask for the name that begins there."""
    before = sentences[max(start + 1 - _REACH, 0) : start + 1]
    return _ASKED_BEFORE.search(b" " + before[before.rfind(b"\n") + 1 :]) is not None


def is_asked_behind(sentences: bytes, end: int, stop: int) -> bool:
    """The same of the words behind the code point `end`, up to the padded position `stop`."""
    return _ASKED_AFTER.match(sentences, end + 1, stop) is not None

"""Whether a sentence says that something is not asked for: "no Java required", "Kubernetes is not used here".

Reads the words just before and behind a name, over the other names of its list; a clause ends with "but". What is "not
required but a plus" is asked for, which the caller knows from the sentence's cues.
"""

import re

_REACH = 80  # characters on each side in which words deny the name

# What may stand between a denying word and the name: kinds of experience, articles, the other names of a list.
_KINDS = (
    rb"(?:(?:any|a|an|the|your|prior|previous|formal|specific|deep|advanced|technical|direct|further|much|such"
    rb"|real|extensive"
    rb"|knowledge|experience|background|skills?|expertise|training|coding|of|in|with|for|to|on|using|know|have"
    rb"|learn|you|candidates|applicants) +)*"
)
_LISTED = rb"(?:[a-z0-9+#./]+ *(?:  |,| or| and| nor| &) *){0,4}"
_ARTICLE = rb"(?:(?:any|a|an|the|in|of|with) +)*"
_VERBS = (
    rb"(?:use|using|used|need|needing|needed|require|requiring|required|requires|needs|uses|expect|expects|expecting"
    rb"|touch|see|write|writing|code|program|work|working|want|look|looking|seek|seeking|ask|asking|support|supporting"
    rb"|teach|learn|know|have)"
)
_DENIED = re.compile(
    rb"(?:^| )(?:"
    rb"no(?: +longer +" + _VERBS + rb"| +need(?: +(?:for|to))?)? +"
    rb"|(?<!or )without +|instead +of +(?:using +)?|rather +than +(?:using +)?|in +place +of +|neither +|nor +"
    rb"|(?:not|never|don't|doesn't|won't|isn't|aren't|cannot|can't|didn't|wouldn't|shouldn't)"
    rb"(?: +(?:be|have +to|going +to|currently|even|ever|actually|yet|strictly|really))*"
    rb" +" + _VERBS + rb"(?: +(?:with|for|in|on|at))? +"
    rb"|(?:not|isn't|aren't|never) +(?:a|an|about|for|based +on) +"
    rb")" + _KINDS + _LISTED + _ARTICLE + rb"$"
)
_NOT_ROLE = re.compile(rb"^ *(?:[a-z+#./]+ +){0,2}?(?:role|job|position|shop|house|team|project|post|vacancy|test)\b")
_A_ROLE = re.compile(
    rb"(?:not|isn't|aren't|never) +(?:a|an|about|for|based +on) +" + _KINDS + _LISTED + _ARTICLE + rb"$"
)
_ONLY = re.compile(rb"\b(?:not|no) +(?:only|just|merely|simply|limited|less|later|more|fewer|matter|problem|doubt)\b")
_TURN = re.compile(rb"\b(?:but|however|although|though|unless|only|just)\b")

_TAIL = rb"^ *(?:(?:,|or|and|nor|&|/) *[a-z0-9+#./]+ *){0,4}(?:(?:[a-z+#.-]+) +(?!but |with |and )){0,3}?"
_DENIED_BEHIND = re.compile(
    _TAIL + rb"(?:(?:is|are|was|were|be|will|would|do|does) +|(?=not |never |isn't|aren't|won't|no |un))"
    rb"(?:(?:not|never|no +longer) +(?:(?:be|strictly|absolutely|actually|currently|necessarily) +)*"
    rb"(?:required|necessary|needed|mandatory|essential|expected|used|in +use|wanted|asked|part|relevant|involved"
    rb"|important"
    rb"|supported|allowed|permitted|a +(?:must|requirement|prerequisite))\b"
    rb"|unnecessary\b|not +an? +(?:must|requirement|prerequisite)\b)"
    rb"|"
    + _TAIL
    + rb"(?:isn't|aren't|won't +be|not) +(?:required|necessary|needed|mandatory|essential|expected|used|wanted"
    rb"|important|part|relevant|a +(?:must|requirement|prerequisite))\b"
    rb"|^[^\n]{0,40}?(?: nicht| kein\w*| pas| no es| niet) +(?:\w+ +)?(?:erforderlich|notwendig|n.tig"
    rb"|vorausgesetzt|requise?s?"
    rb"|n.cessaires?|necesari[oa]s?|nodig|vereist)\b"
)
# Literals of which each of the expressions needs one: most evidence in a sentence that denies something has none there.
_DENYING = (b"no", b"n't", b"without", b"neve", b"instead", b"rather", b"place", b"neither", b"cannot")
_DENYING_BEHIND = (b"no", b"n't", b"neve", b"unne", b"kein", b"pas", b"nicht", b"niet")
_NEEDS = re.compile(rb"\b(?:experience|knowledge|skills?|training|requir|need|necessary|expect|essential)")
_NOSQL = re.compile(rb"\bsql\b[^\n]*\bno +sql\b")  # "SQL, No SQL (MongoDB)" writes NoSQL in two words


def denies(sentences: bytes, begin: int, stop: int, start: int, end: int, *, is_soft: bool = False) -> bool:
    """Whether the sentence `[begin, stop)`, padded, says that `[start, end)`, in code points, is not asked for.

    Of a soft skill it must speak of needs or experience: "without supervision", "say no politely" deny nothing.
    """
    if is_soft and not _NEEDS.search(sentences, max(begin, start - _REACH), min(stop, end + _REACH)):
        return False
    behind = sentences[end + 1 : min(stop, end + 1 + _REACH)]
    if _holds(behind, _DENYING_BEHIND):
        turn = _TURN.search(behind)
        if _DENIED_BEHIND.search(behind[: turn.start()] if turn else behind):
            return True
    before = sentences[max(begin, start + 1 - _REACH) : start + 1]
    if not _holds(before, _DENYING):
        return False
    turns = [found.end() for found in _TURN.finditer(before)]
    clause = before[turns[-1] :] if turns else before
    if not _DENIED.search(clause) or _ONLY.search(before) or _NOSQL.search(before):
        return False
    return not _A_ROLE.search(clause) or _NOT_ROLE.match(behind) is not None


def _holds(words: bytes, literals: tuple[bytes, ...]) -> bool:
    for literal in literals:  # noqa: SIM110  # `any` over a generator takes twice as long
        if literal in words:
            return True
    return False

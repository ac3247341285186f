"""What a sentence names by the way: how one applies, where one is interviewed, what the employer offers.

Such words are evidence of a tool, but not that it is asked for. Asked only of sentences that hold a cue of them.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from assets.text.sections import SectionLabel

_BY = rb"(?:via|through|over|on|by|using|in|as|with|at|to|into)"
_PAPERS = (
    rb"(?:cv|cvs|resumes?|r.sum.s?|cover(?:ing)? letters?|applications?|documents|references|work samples|portfolio)"
)
_PEOPLE = rb"(?:applications?|candidates?|applicants?|resumes?|cvs?|candidacies|submissions|profiles)"
_USES = (
    rb"(?:we|our [a-z]+(?: [a-z]+)?|this employer|the (?:company|employer|team)|recruiters?|it)"
    rb"(?: (?:may|might|will|can|also|sometimes|currently))* (?:use|uses|utili[sz]es?|rely|employ|employs) "
)
_HELPS = rb"(?:may|might|can|will) (?:also )?(?:be used|help|assist|support|score|rank|screen|review)"
_JUDGE = (
    rb"(?:screen|rank|review|assess|evaluat|process|shortlist|short-list|sift|match|scor|sort|manag|track|select|handl)"
    rb"[a-z]*"
)


class _Behind(NamedTuple):
    """An expression behind literals of which it needs one: most sentences hold none, and asking costs a tenth."""

    literals: tuple[bytes, ...]
    expression: re.Pattern[bytes]

    def search(self, sentence: bytes) -> re.Match[bytes] | None:
        """The first match in a sentence."""
        for literal in self.literals:  # `any` over a generator takes twice as long
            if literal in sentence:
                return self.expression.search(sentence)
        return None


# The whole sentence is about the hiring process, whatever it names.
_HIRING = (
    _Behind(
        (b" use", b" utili", b" rely ", b" employ"),
        re.compile(
            rb"\b" + _USES + rb"[^\n]{0,60}\b(?:" + _JUDGE + rb" [^\n]{0,25}\b" + _PEOPLE + rb"\b"
            rb"|to screen\b|hiring process|recruitment|selection process)"
        ),
    ),
    _Behind((b"may ", b"might ", b"can ", b"will "), re.compile(_HELPS + rb" [^\n]{0,40}\b" + _PEOPLE + rb"\b")),
    _Behind(
        (b"data", b"information", b"details", b"application"),
        re.compile(
            rb"\b(?:your|applicants?'?|candidates?'?|personal) (?:personal )?(?:data|information|details|application)\b"
            rb"[^\n]{0,40}\b(?:kept|stored|held|processed|handled|saved|managed|collected|recorded)\b"
        ),
    ),
    _Behind(
        (b" us ",),
        re.compile(
            rb"\b(?:follow|like|find|visit|check|connect with|message|contact|reach|tag) us (?:out )?"
            rb"(?:on|at|via|through)\b"
        ),
    ),
    _Behind((b"share th",), re.compile(rb"\bshare (?:this|the) (?:job|post|role|vacancy|ad)\b")),
)
# What follows names the way: a portal, a format, a video call.
_WAY = re.compile(
    rb"\b(?:apply|applying|applications?|register|sign up)(?: (?:now|today|online|here|directly|only|for this role"
    rb"|for the job"
    rb"|for the role|are|is|made|accepted|will be|must be|please|via|through|on|by|with|using|at|your|our))*"
    rb" (?:via|through|on|by|at|with|using) (?:your |our |the |a )?"
    rb"|\b(?:send|submit|upload|e-?mail|attach|forward|provide)\b[^\n]{0,40}?\b"
    + _PAPERS
    + rb"\b[^\n]{0,30}?\b"
    + _BY
    + rb" "
    rb"|\b(?:interviews?|interview process|first (?:call|chat|talk)|assessment (?:day|centre|center))\b[^\n]{0,50}?\b"
    rb"(?:via|over|on|by|through|using|in|with) "
)
_HOLDS_INTERVIEWS = re.compile(
    rb"\b(?:conduct|run|lead|schedul|arrang|hold|organi[sz]|coordinat|manag|transcri)[a-z]* "
)
_TEACH = (
    rb"(?:training|trainings|courses?|classes|lessons|workshops?|certifications?|tuition|qualifications?|bootcamps?)"
)
_TAUGHT = _Behind(
    (b"train", b"course", b"classes", b"lessons", b"workshop", b"certification", b"tuition", b"qualif", b"bootcamp"),
    re.compile(rb"\b" + _TEACH + rb" (?:[a-z]+ ){0,3}?(?:in|on|for|towards?|of|with|such as|including|like) "),
)
_OFFERED = re.compile(
    rb"\b(?:we (?:will |also |can )?(?:offer|provide|give|pay|fund|sponsor|cover|run|support|teach|train)|our offer"
    rb"|you (?:will |can |'ll )?(?:get|receive|be given|be offered|be trained|be taught|enjoy|have access)"
    rb"|you'll (?:get|receive|be given|be offered|be trained|be taught)"
    rb"|free|paid|funded|sponsored|in-house|access to|opportunity|opportunities|(?:is|are|will be) (?:provided"
    rb"|given|offered)"
    rb"|provided|training budget|learning budget)\b"
)
_TRAINED = _Behind(
    (b"be trained", b"be taught", b"train you", b"teach you"),
    re.compile(
        rb"\b(?:be (?:trained|taught)|we(?:'ll| will)? (?:train|teach) you)\b[^\n]{0,30}?\b(?:in|on|to use|how to use) "
        rb"|\bbe taught |\b(?:we|we'll|will) teach you "
    ),
)
_PAID = _Behind(
    (b"budget ", b"allowance ", b"voucher", b"reimbursement", b"stipend ", b"subscription", b"licen"),
    re.compile(rb"\b(?:budget|allowance|vouchers?|reimbursements?|stipend|subscriptions?|licen[cs]e) (?:for|to) "),
)
_LESSONS = re.compile(rb" *(?:and [a-z]+ |or [a-z]+ |language )?(?:classes|lessons|courses?|tuition)\b")
_PAGE = re.compile(rb" +(?:profile|page|portal|account|channel|careers|career site|link|url|format|file|application)\b")
_WHOSE = re.compile(rb"\b(?:your|our|us|a link to|attached|in|as|via|through) (?:a |an |the )?$")
_REACH = 60  # characters behind the words that open an aside


class _Asides(NamedTuple):
    """What of a sentence is said by the way: all of it, and what stands in one of these stretches."""

    is_all: bool
    stretches: tuple[tuple[int, int], ...]


def is_aside(sentences: bytes, begin: int, stop: int, section: SectionLabel, start: int, end: int) -> bool:
    """Whether the sentence `[begin, stop)`, padded, names `[start, end)`, in code points, only by the way."""
    sentence = sentences[begin:stop]
    found = _asides_of(sentence, section == "benefits")
    at, behind = start + 1 - begin, end + 1 - begin
    if found.is_all or any(low <= at < high for low, high in found.stretches):
        return True
    if _PAGE.match(sentence, behind) and _WHOSE.search(sentence, max(at - _REACH, 0), at):
        return True
    if not _LESSONS.match(sentence, behind):
        return False
    return section == "benefits" or _OFFERED.search(sentence) is not None


@lru_cache(maxsize=64)  # the names of a sentence ask one after the other
def _asides_of(sentence: bytes, is_benefit: bool) -> _Asides:  # noqa: FBT001
    if any(hiring.search(sentence) for hiring in _HIRING):
        return _Asides(is_all=True, stretches=())
    openings = []
    way = _WAY.search(sentence)
    if way and not _HOLDS_INTERVIEWS.match(sentence.lstrip()):
        openings.append(way.end())
    taught = _TAUGHT.search(sentence)
    if taught and (is_benefit or _OFFERED.search(sentence)):
        openings.append(taught.end())
    openings += [found.end() for found in (_TRAINED.search(sentence), _PAID.search(sentence)) if found]
    return _Asides(is_all=False, stretches=tuple((at, at + _REACH) for at in openings))

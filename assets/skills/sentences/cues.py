"""Words around evidence that say how it is meant: asked for, welcome, not needed, for how many years, of whom.

Found by the same pass of the automaton as the names; `sentence_reader` reads the sentences that hold one.
"""

from enum import IntEnum


class Cue(IntEnum):
    """What a cue may say about the evidence in its sentence."""

    PREFERRED = 0
    REQUIRED = 1
    YEARS = 2
    READER = 3
    EMPLOYER = 4
    NEGATED = 5
    ASIDE = 6
    BESIDE = 7
    DEGREE = 8


_PREFERRED = (
    "plus|plusses|pluses|bonus|nice to have|nice to haves|preferred|preferably|preferable|desirable|desired"
    "|advantageous|an advantage|beneficial|ideally|good to have|helpful|an asset"
)
_REQUIRED = (
    "required|require|requires|must|mandatory|essential|minimum|at least|proven|demonstrated|expertise|experience in"
    "|experience with|experienced in|experienced with|knowledge of|hands on|you have|year|years"
    "|comfortable with|comfortable working|comfortable in|comfortable using"
)
_REQUIRED_STEMS = "proficien|fluen"
# Of whom the sentence speaks: of who reads it and the job, or of who wrote it.
_READER = (
    "you|your|you'll|you're|you've|yourself|candidate|candidates|applicant|applicants|incumbent|this role|the role"
    "|this position|the position|this job|looking for|seeking|responsible|responsibilities|someone"
    "|we need|we want|we seek|wanted|is needed|needs a|must be"
)
_EMPLOYER = (
    "we|our|us|we're|we've|we'll|ours|founded|headquartered|a leading|the leading|global leader|company|firm|portfolio"
    "|since|customers include|clients include|specializing|specialising|mission|dedicated to|committed to|trusted by"
    "|backed by|leader in|leading provider|provider of|is a global|is a dynamic|is the world's|is building"
    "|is redefining|team is responsible|team sits|team helps|team of thinkers|recognized team|high performance team"
    "|millions of"
)
# Who else is spoken of: `other_people` reads whether what is named is their job.
_BESIDE_STEMS = (
    "report to|reports to|reporting to|report directly|reports directly|reporting directly|reports into|reporting into"
    "|work with|works with|working with|work closely|works closely|working closely|work cross|works cross|working cross"
    "|collaborat|partner with|partners with|partnering|partner closely|partners closely|in partnership|liais|interact"
    "|alongside|supports our|supports the|supports key|support our|support the|support key|interfac"
    "|coordinate with|coordinates with|coordinating with|coordinate closely|engage with|engages with|engaging with"
    "|meet with|meets with|meeting with|communicate with|communicates with|communicating with|communicate effectively"
)
_NEGATED_STEMS = (
    "no |not |never |without |don't|doesn't|won't|isn't|aren't|can't|cannot|instead of |rather than |in place of "
    "|neither |nor |unnecessary|nicht |kein|ohne |pas |sans |niet |sin "
)
_YEARS_STEMS = "year|yr"
_ASIDE_STEMS = (
    "apply |applying |applications |applicant|interview|cv |resume|résumé|candidate"
    "|your data|your personal|your information|your details"
    "|personal data|personal information|follow us|find us|like us|visit us|connect with us|message us"
    "|contact us|reach us"
    "|share this|profile|portal|training|trained|taught|teach you|course|class|lesson|workshop|tuition"
    "|certification|bootcamp|budget|allowance|voucher|reimburse|stipend|subscription|first call|assessment|register"
    "|sign up|to screen|format |careers "
)


_DEGREE_STEMS = (
    "degree|diploma|bachelor|master|doctora|phd |ph.d|b.s|m.s|b.a|m.a|bsc|msc|bs |ba |ms |beng|meng|associate's|major"
    "|mba |studied "
)


def cue_strings() -> dict[bytes, tuple[Cue, ...]]:
    """What to look for in `NormalForm.flat`: words between spaces, stems after one."""
    strings: dict[bytes, tuple[Cue, ...]] = {}
    whole = (
        (Cue.PREFERRED, _PREFERRED.split("|")),
        (Cue.REQUIRED, [*_REQUIRED.split("|"), *_graded()]),
        (Cue.READER, _READER.split("|")),
        (Cue.EMPLOYER, _EMPLOYER.split("|")),
    )
    stems = (
        (Cue.REQUIRED, _REQUIRED_STEMS),
        (Cue.NEGATED, _NEGATED_STEMS),
        (Cue.YEARS, _YEARS_STEMS),
        (Cue.ASIDE, _ASIDE_STEMS),
        (Cue.BESIDE, _BESIDE_STEMS),
        (Cue.DEGREE, _DEGREE_STEMS),
    )
    for cue, words in whole:
        for word in words:
            _add(strings, f" {word} ", cue)
    for cue, listed in stems:
        for stem in listed.split("|"):
            _add(strings, f" {stem}", cue)
    return strings


def _graded() -> list[str]:
    grades = ("strong", "solid", "deep", "working", "good", "excellent")
    return [f"{grade} {what}" for grade in grades for what in ("knowledge", "understanding", "skill", "skills")]


def _add(strings: dict[bytes, tuple[Cue, ...]], string: str, cue: Cue) -> None:
    key = string.encode("latin-1")
    strings[key] = (*strings.get(key, ()), cue)

"""Whether a description is the whole posting or only an aggregator's summary of it."""

_SUMMARY_CHARS = 700  # JobLeads, Jobrapido, Jooble and the like cut at about 500
_BODY_CHARS = 250
_CUT_OFF = (
    "...",
    "…",
    "[...]",
    "read more",
    "show more",
    "see more",
    "mehr erfahren",
    "lire la suite",
    "leer más",
    "ver más",
)


def is_summary(text: str, section_count: int) -> bool:
    """Whether a cleaned description looks like a summary: short, of one piece, or cut off.

    Args:
        text: The cleaned description.
        section_count: How many sections `find_sections` saw: a short text with headers is a short posting, no summary.
    """
    if len(text) <= _BODY_CHARS:
        return True
    if text[-12:].lower().rstrip().endswith(_CUT_OFF) and len(text) <= 2 * _SUMMARY_CHARS:
        return True
    return len(text) <= _SUMMARY_CHARS and section_count <= 1

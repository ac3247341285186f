"""The words the API translates for display: kinds of employment and "3 days ago"."""

from collections.abc import Sequence

_EMPLOYMENT = {
    "en": {"FULLTIME": "Full-time", "PARTTIME": "Part-time", "CONTRACTOR": "Contractor", "INTERN": "Internship"},
    "de": {"FULLTIME": "Vollzeit", "PARTTIME": "Teilzeit", "CONTRACTOR": "Auftragnehmer", "INTERN": "Praktikum"},
    "es": {
        "FULLTIME": "A jornada completa",
        "PARTTIME": "A tiempo parcial",
        "CONTRACTOR": "Contratista",
        "INTERN": "Prácticas",
    },
}
_AND = {"en": " and ", "de": " und ", "es": " y "}


def employment_label(codes: Sequence[str], display: str, *, dash: bool) -> str:
    """The label for the codes; `dash` sets the en dash that British results have."""
    label = _AND[display].join(_EMPLOYMENT[display][code] for code in dict.fromkeys(codes))
    return label.replace("-", "–") if dash else label


def posted_label(days: int, display: str, *, hours: int) -> str:
    """How long ago something was posted, in the display language."""
    if days == 0:
        return {"en": f"{hours} hours ago", "de": f"vor {hours} Stunden", "es": f"hace {hours} horas"}[display]
    if days == 1:
        return {"en": "1 day ago", "de": "vor 1 Tag", "es": "hace 1 día"}[display]
    return {"en": f"{days} days ago", "de": f"vor {days} Tagen", "es": f"hace {days} días"}[display]

"""What a posting pays and where it says so: in the fields, in the text only, or nowhere."""

from dataclasses import dataclass

from assets.search.sample.catalogue.corpus_files import Language, Role
from assets.search.sample.catalogue.draws import Draws

_SIGN = {"london": "£", "manchester": "£", "chicago": "$", "toronto": "$", "berlin": "€", "madrid": "€"}
_PER = {
    ("YEAR", "en"): (" a year", " per annum", " per year", ""),
    ("HOUR", "en"): (" an hour", " per hour", "/hr"),
    ("YEAR", "de"): (" brutto im Jahr", " pro Jahr"),
    ("YEAR", "es"): (" brutos al año", " b/a"),
}
# Outside the United States the amounts are almost never in the fields.
_IN_FIELDS = {"chicago": 55, "toronto": 0, "london": 3, "manchester": 3, "berlin": 0, "madrid": 0}
_IN_TEXT = {"chicago": 55, "toronto": 50, "london": 30, "manchester": 60, "berlin": 12, "madrid": 15}


@dataclass(frozen=True, slots=True)
class Pay:
    """A pay range; `low == high` where one figure is named."""

    low: float
    high: float
    period: str
    sign: str
    in_fields: bool
    in_text: bool
    wording: int


def drawn_pay(draws: Draws, role: Role, title: str) -> Pay | None:
    """The pay that goes with the title, None where the posting says nothing of it."""
    in_fields = draws.chance("pay in fields", _IN_FIELDS[role.market])
    in_text = draws.chance("pay in text", _IN_TEXT[role.market])
    if not (in_fields or in_text):
        return None
    low, high, step = role.pay
    steps = int((high - low) / step)
    raised = steps // 3 if any(word in title for word in ("Senior", "Lead", "Staff", "Manager", "Head")) else 0
    start = draws.between("pay low", raised, raised + steps // (9 if "Junior" in title or "Apprentice" in title else 3))
    width = 0 if draws.chance("one figure", 10) else draws.between("pay width", max(2, steps // 9), max(3, steps // 3))
    return Pay(
        low=round(low + start * step, 2),
        high=round(low + (start + width) * step, 2),
        period=role.period,
        sign=_SIGN[role.market],
        in_fields=in_fields,
        in_text=in_text,
        wording=draws.between("pay wording", 0, 1000),
    )


def pay_text(pay: Pay, language: Language) -> str:
    """The range in words, in one of the styles in use: £45,000 - £52,500 a year, £45k-£52.5k, 52.000 bis 60.000 €."""
    endings = _PER.get((pay.period, language), ("",))
    ending = endings[pay.wording % len(endings)]
    if language in ("de", "es"):
        amounts = [_dotted(amount) for amount in dict.fromkeys((pay.low, pay.high))]
        return f"{(' bis ' if language == 'de' else ' - ').join(amounts)} €{ending}"
    short = pay.period == "YEAR" and pay.wording % 5 == 0
    amounts = [
        f"{pay.sign}{amount / 1000:g}k" if short else f"{pay.sign}{_comma(amount, pay.period)}"
        for amount in dict.fromkeys((pay.low, pay.high))
    ]
    return (" - ", " to ", "–")[pay.wording % 3].join(amounts) + ending


def salary_string(pay: Pay) -> str:
    """The range as the API prints it: $38.50 - $52.00 an hour."""
    amounts = [f"{pay.sign}{_comma(amount, pay.period)}" for amount in dict.fromkeys((pay.low, pay.high))]
    return f"{' - '.join(amounts)} {'a year' if pay.period == 'YEAR' else 'an hour'}"


def _comma(amount: float, period: str) -> str:
    return f"{amount:,.2f}" if period == "HOUR" else f"{amount:,.0f}"


def _dotted(amount: float) -> str:
    return f"{amount:,.0f}".replace(",", ".")

"""The words beside a number that tell what it is: a phone, a sum, an id. Reads no digits."""

import re

_CALLS = (
    r"phone|tel|telephone|telefon|telefono|teléfono|téléphone|telefone|telefoon|telp|tél|tlf|tfno|call|calling"
    r"|dial|text|sms"
    r"|fax|mobile|mobil|móvil|movil|celular|portable|gsm|cell|whatsapp|wa|hp|handy|ph|hotline|helpline|hubungi"
    r"|ring|rufnummer"
    r"|anrufen|llama|llamar|llame|appelez|appeler|joindre|bel|bellen|chiama|chiamare|ligue|zadzwoń|ruf|rufen"
    r"|switchboard"
)
_ASKS = (
    r"contact|contacts|contacto|contato|kontakt|questions|queries|enquiries|inquiries|enquire|rückfragen|fragen"
    r"|preguntas"
    r"|dudas|vragen|reach|speak|chat|information|info|details|apply|recruiter|consultant|hr|rsvp"
)
_GAP = r"[^\d\n]{0,24}$"
_CUE = re.compile(rf"(?:\b(?:{_CALLS}|{_ASKS})\b|☎|📞|📱|✆){_GAP}", re.IGNORECASE)
_CALL = re.compile(rf"(?:\b(?:{_CALLS})\b|☎|📞|📱|✆)[^\d\n]{{0,12}}$", re.IGNORECASE)
# One letter before a colon or a full stop, as signatures have it: "T: ...", "m. ...".
_LETTER = re.compile(r"(?:^|[\s|(,;•/])(?:[TMPFCDOWH]\s?:|[tmpfcdowh]\s?[:.]|[TMPF]\.)\s?$")
_CLOSE = re.compile(rf"(?:\b(?:{_CALLS})\b|☎|📞|📱|✆)\W{{0,6}}$", re.IGNORECASE)
_BEHIND = re.compile(
    r"^[\s)\].,;:–-]{0,4}(?:and |or |to )?(?:ask for|to apply|for (?:more |further )?(?:info|details|questions"
    r"|an? (?:chat|interview))"
    r"|whatsapp|call|text|sms|\((?:cell|mobile|office|phone|tel|whatsapp|direct|main|fax|home|work|hr)\)|(?:cell"
    r"|mobile|office|fax)\b)",
    re.IGNORECASE,
)
_COUNTED = re.compile(r" (?:[a-z]{3,} )?[a-z]{4,}s\b")
_ELSE = re.compile(
    r"\b(?:salary|salaries|pay|wage|price|cost|budget|revenue|income|earn|bonus|fee|ref|reference|id|ids|no|nr"
    r"|job|jobs|vacancy"
    r"|req|requisition|position|posting|postcode|postal|zip|plz|code|version|release|build|licen[cs]e|nmls|ein"
    r"|vat|ust-idnr|siret"
    r"|siren|kvk|abn|acn|cin|gstin|account|konto|iban|bic|swift|order|invoice|ticket|case|policy|serial|model"
    r"|part|item|isbn|issn"
    r"|doi|patent|standard|iso|en|din|year|years|since|from|between|until|before|deadline|closing|date|dated|by"
    r"|room|suite|unit"
    r"|box|employees|customers|users|members|patients|people|population|sq|square|registration|registered|charity"
    r"|company number"
    r"|over|more than|about|approximately|up to|candidate|applicant|student|case number|upc|sku|gtin|coordinates"
    r"|hours)\b[^\d\n]{0,14}$",
    re.IGNORECASE,
)
_MONEY_BEFORE = re.compile(
    r"(?:[$€£¥₹]|\b(?:usd|eur|gbp|cad|aud|inr|idr|rp|chf|rs|pln|czk|sek|nok|dkk|huf|zar|jpy|cny|sgd|nzd))\.?\s?$",
    re.IGNORECASE,
)


def _line_of(context: str) -> str:
    """What of the words before stands in the same line, or the one above where the number begins its own."""
    return context.removesuffix("\n").rpartition("\n")[2] if "\n" in context else context


def is_announced(context: str, *, closely: bool = False) -> bool:
    """Whether the words just before, in the same line or the one above, announce a phone number."""
    line = _line_of(context)
    if closely:
        return _CLOSE.search(line) is not None or _LETTER.search(line) is not None
    return _CUE.search(line) is not None or _LETTER.search(line) is not None


def is_confirmed(behind: str) -> bool:
    """Whether the words just behind say what the number before was for: "(mobile)", "ask for Sam"."""
    return _BEHIND.search(behind) is not None


def is_counted(behind: str) -> bool:
    """Whether the word just behind says that the number counts things: "1000000 customers"."""
    return _COUNTED.match(behind) is not None


def is_called(context: str) -> bool:
    """Whether one is told to call what follows: only then six digits are a number."""
    return _CALL.search(_line_of(context)) is not None


def is_something_else(context: str) -> bool:
    """Whether the nearest word before says that the number is a sum, an id, a date, a count."""
    line = _line_of(context)
    found = _ELSE.search(line)
    return found is not None and _CALL.search(line, found.start()) is None


def is_money(context: str) -> bool:
    """Whether a currency stands just before."""
    return _MONEY_BEFORE.search(context) is not None

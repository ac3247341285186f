"""Contacts masked in the texts and links of a JSON value, at any depth."""

from itertools import repeat

from assets.postings.contacts.phone_numbers import PHONE_MASK
from assets.postings.contacts.privacy import AT, EMAIL_MASK, QUOTED_AT, mask_addresses, mask_contacts, may_hold_contact
from assets.text.remembered import Remembered

_SHORTEST_CONTACT = 6  # "a@b.co"
_SHORT = 60
_APART = "\n;\n"  # between texts looked at together, so that neither completes the other
_IN_LINKS = ("@", "%40", "mailto:", "tel:")
_WEB = ("http://", "https://")
_LINK_STARTS = (*_WEB, "mailto:", "tel:", "www.")
_NO_TEXTS = frozenset((type(None), bool, int, float))
_ONLY_TEXTS = {str}
_NESTED = (dict, list)
_URL_KEYS = ("link", "url", "website", "logo")


def mask_json(value: object, key: str = "") -> object:
    """The same JSON value with contacts masked in every text at any depth.

    A web link keeps its digits, which are ids, and loses only e-mail addresses; `mailto:` and `tel:` links are masked
    whole. What holds no contact is returned as it is, the same object.
    """
    if not isinstance(value, dict | list):
        return _masked(value, key)
    texts: list[str] = []
    links: list[str] = []
    _gather(value, key, texts, links)
    # One look at all texts together: most objects hold no contact, and are done.
    addresses = _APART.join(links)
    if any(sign in addresses for sign in _IN_LINKS) or (texts and may_hold_contact(_APART.join(texts))):
        return _masked(value, key)
    return value


def mask_link(link: str) -> str:
    """A link without e-mail addresses; one that is no web link is masked as `mask_json` does."""
    if link.startswith(_WEB) and "@" not in link and "%40" not in link:
        return link
    return str(_masked(link, "url"))


def _gather(value: dict[str, object] | list[object], key: str, texts: list[str], links: list[str]) -> None:
    """Sort all texts of a JSON value into plain ones and links; short ones that hold no contact are left out."""
    for name, item in value.items() if isinstance(value, dict) else zip(repeat(key), value):
        if type(item) in _NO_TEXTS:
            continue
        if isinstance(item, str):
            if _is_link(item, name):
                links.append(item)
            elif len(item) > _SHORT or _HOLDS_CONTACT[item]:
                texts.append(item)
        elif isinstance(item, list) and set(map(type, item)) == _ONLY_TEXTS:
            texts.append(_APART.join(item))  # links among them too: the hints know theirs
        elif isinstance(item, _NESTED):
            _gather(item, name, texts, links)


def _short_may_hold_contact(text: str) -> bool:
    return len(text) >= _SHORTEST_CONTACT and may_hold_contact(text)


_HOLDS_CONTACT = Remembered(_short_may_hold_contact, 16_384)  # codes, dates, places: of two dozen few are new


def _masked(value: object, key: str) -> object:
    if isinstance(value, str):
        if len(value) < _SHORTEST_CONTACT:
            return value
        return _mask_link(value) if _is_link(value, key) else mask_contacts(value)
    if isinstance(value, dict):
        masked = {name: _masked(item, str(name)) for name, item in value.items()}
        return masked if any(masked[name] is not item for name, item in value.items()) else value
    if isinstance(value, list):
        items = [_masked(item, key) for item in value]
        return items if any(a is not b for a, b in zip(items, value, strict=True)) else value
    return value


def _is_link(text: str, key: str) -> bool:
    return text.startswith(_LINK_STARTS) and (key.endswith(_URL_KEYS) or " " not in text)


def _mask_link(link: str) -> str:
    if link.startswith("mailto:"):
        return "mailto:" + EMAIL_MASK
    if link.startswith("tel:"):
        return "tel:" + PHONE_MASK
    masked = mask_addresses(link, AT) if "@" in link else link
    return mask_addresses(masked, QUOTED_AT) if "%40" in masked else masked

"""A stated range of pay in words, the same on pages, in feeds and in digests; the caller says what parts thousands."""


def amount(value: float, thousands: str = ",") -> str:
    """An amount of money without needless decimals."""
    return f"{value:,.{0 if float(value).is_integer() else 2}f}".replace(",", thousands)


def pay_text(
    low: float | None, high: float | None, currency: str | None, period: str | None = None, thousands: str = ","
) -> str:
    """The range with its currency and period: `from 30,000 GBP per year`; empty where neither end is stated."""
    ends = [amount(value, thousands) for value in (low, high) if value is not None]
    if not ends:
        return ""
    span = "–".join(dict.fromkeys(ends))
    span = f"up to {span}" if low is None else f"from {span}" if high is None else span
    return " ".join(filter(None, (span, currency, f"per {period}" if period else "")))

"""The panels a mart speaks of. Numbers of two panels are never compared, so a page shows one at a time."""

from viewer.snapshot.reader import Reader


def panels(reader: Reader, mart: str) -> list[str]:
    """The panels of a mart, in order of name."""
    if not reader.has(mart):
        return []

    def ask() -> list[str]:
        return [row["panel"] for row in reader.rows(f"select distinct panel from {mart} order by 1")]  # noqa: S608

    return reader.noted(("panels", mart), ask)


def chosen_panel(reader: Reader, mart: str, asked: str | None) -> str | None:
    """The panel that was asked for, else the first; None where the mart has none."""
    known = panels(reader, mart)
    return asked if asked in known else next(iter(known), None)

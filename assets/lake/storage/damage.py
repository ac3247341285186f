"""Damage: a file that does not hold what was written into it, said in one sentence with the way out.

The one error for it, whatever kind of file it is. Who reads a kind of file says what is wrong with it and what to do;
who may make it again (the ledger, the cache, `orchestration.commands.mending`) catches it. Raw answers are never made
again.
"""

from collections.abc import Iterator
from contextlib import contextmanager

SHOWN = 160  # characters of a library's own words


class DamageError(ValueError):
    """A file is damaged.

    Attributes:
        file: Its lake key, or its path where it lies outside the lake.
        found: What was found, and what was expected if that does not go without saying.
        remedy: What to do, or what is done about it.
    """

    def __init__(self, file: str, found: str, remedy: str) -> None:
        super().__init__(f"{file}: {found}. {remedy}")
        self.file, self.found, self.remedy = file, found, remedy


@contextmanager
def damage_named(file: str, what: str, remedy: str, *signs: type[Exception]) -> Iterator[None]:
    """Turn what a library says of a file that it cannot read into a DamageError.

    Args:
        file: The file's key or path.
        what: What it should be: `a Parquet file`.
        remedy: What to do.
        signs: The library's errors that mean damage. An OSError means it only without a number of the system: with
            one, the disk or a permission speaks, and not the file's content.
    """
    try:
        yield
    except DamageError:
        raise
    except signs as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        raise DamageError(file, f"not readable as {what} ({in_one_line(error)})", remedy) from None


def in_one_line(error: Exception) -> str:
    """The words of an error, without line breaks and at a length that a sentence bears."""
    words = " ".join(str(error).split()) or type(error).__name__
    return words if len(words) <= SHOWN else f"{words[:SHOWN]} ..."

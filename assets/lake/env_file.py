"""The file of settings, `.env`: read by a library that takes it for UTF-8 and ends in a traceback where it is not."""

import codecs
from pathlib import Path

from assets.lake.storage.damage import DamageError

NAME = ".env"
REMEDY = 'Next: save it as plain UTF-8 without a byte order mark (in an editor: "UTF-8")'
MARKS = {
    codecs.BOM_UTF32_LE: "UTF-32",
    codecs.BOM_UTF32_BE: "UTF-32",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
    codecs.BOM_UTF8: "UTF-8 with a byte order mark, which would become part of the first variable's name",
}


def require_readable(folder: Path) -> None:
    """Check the settings of a folder, without showing any: they may be keys.

    Raises:
        DamageError: There is a `.env`, and it is no text in UTF-8.
    """
    path = folder / NAME
    if not path.is_file():
        return
    content = path.read_bytes()
    coding = next((name for mark, name in MARKS.items() if content.startswith(mark)), None)
    if coding:
        raise DamageError(str(path), f"it is {coding}; expected UTF-8", REMEDY)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise DamageError(str(path), f"byte {error.start} is not UTF-8", REMEDY) from None
    if "\0" in text:
        raise DamageError(str(path), "it holds zero bytes, as UTF-16 does; expected UTF-8", REMEDY)

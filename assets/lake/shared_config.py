"""What people set that every machine of a lake must read alike: files in the lake's own `config/`.

    config/searches.yaml  config/watches.yaml  config/taxonomy/<list>.json

Each stands in the place of the machine's own where it is there. What a file may say is its room's business.
"""

import hashlib
from pathlib import Path

from assets.lake.storage.local_files import LocalFiles
from assets.lake.storage.storage import Lake

FOLDER = "config"
SEARCHES, WATCHES, TAXONOMY = f"{FOLDER}/searches.yaml", f"{FOLDER}/watches.yaml", f"{FOLDER}/taxonomy"


def shared_text(lake: Lake, key: str) -> str | None:
    """The text of a file of the lake's; None where there is none.

    Raises:
        ValueError: It is not UTF-8.
    """
    try:
        content = lake.get(key)
    except (FileNotFoundError, NotADirectoryError):  # what the lake lacks besides is somebody else's to say
        return None
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ValueError(f"{key} of {lake.place} cannot be read as UTF-8 text: {error}") from None


def shared_lists(lake: Lake, below: Path) -> Path | None:
    """A folder of this machine that holds the lake's lists of skills and nothing else; None where there are none.

    Args:
        lake: Whose.
        below: Where folders of this machine are made, each named by what it holds.
    """
    files = {key.rpartition("/")[2]: lake.get(key) for key in lake.keys(TAXONOMY) if key.endswith(".json")}
    if not files:
        return None
    digest = hashlib.sha256()
    for name, content in sorted(files.items()):
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    here = LocalFiles(below / digest.hexdigest()[:16])
    for name, content in files.items():
        here.put_once(name, content)
    return below / digest.hexdigest()[:16]

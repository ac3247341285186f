"""dbt's manifest: parsed when the project changed, and only then.

`DbtProject.prepare_if_dev` would parse in every process under `dagster dev` (9.5 s each) and never outside it.
"""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from assets.lake.locks.kernel_lock import kernel_lock
from assets.lake.storage.addresses import is_address
from orchestration.installation.settings import PROJECT, Settings

if TYPE_CHECKING:
    from dagster_dbt import DbtProject

FOLDER = PROJECT / "dbt_project"
DBT = Path(sys.executable).with_name("dbt")  # `dbt` is not on PATH unless the environment is activated
PARTIAL = "partial_parse.msgpack"
PARSED_FROM = "parsed_from.txt"  # beside the manifest: the hash of the files it was parsed from
SOURCES = ("*.sql", "*.yml", "*.md")


def dbt_environment(settings: Settings) -> dict[str, str]:
    """What the project's env_var calls read."""
    return {
        "JOBLAKE_WAREHOUSE": str(settings.warehouse),
        "JOBLAKE_LAKE": str(settings.lake_place),
        "JOBLAKE_DBT_TARGET": "bucket" if is_address(settings.lake_place) else "warehouse",
        "DBT_TARGET_PATH": str(settings.dbt_target),
        "DBT_LOG_PATH": str(settings.home_folder / "logs"),
        "DO_NOT_TRACK": "1",
    }


def parse_ahead(settings: Settings) -> None:
    """Have another process parse what is not parsed while this one imports Dagster; who needs it waits for it."""
    if not is_fresh(manifest_of(settings)):
        command = [sys.executable, "-m", "orchestration.warehouse.dbt_manifest"]
        # What it finds wrong is said by the process that needs the manifest, which parses it then.
        subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603


def dbt_project(settings: Settings) -> "DbtProject":
    """The project with a manifest that was parsed from its files as they are."""
    from dagster_dbt import DbtProject

    os.environ.update(dbt_environment(settings))
    project = DbtProject(project_dir=FOLDER, target_path=settings.dbt_target, profiles_dir=FOLDER)
    ensure_manifest(settings)
    return project


def ensure_manifest(settings: Settings) -> None:
    """Parse the project if its manifest is missing, damaged or was parsed from other files.

    Raises:
        RuntimeError: dbt could not parse; the message holds dbt's own words.
    """
    manifest = manifest_of(settings)
    manifest.parent.mkdir(parents=True, exist_ok=True)
    # Two processes that start together parse once.
    with kernel_lock(settings.home_folder / "dbt.lock", "dbt's manifest", f"process {os.getpid()}"):
        if is_fresh(manifest):
            return
        sources = project_version()
        if manifest.is_file() and not _readable(manifest):  # dbt wrote both at once; neither is to be trusted
            manifest.with_name(PARTIAL).unlink(missing_ok=True)
        parsed = subprocess.run(  # noqa: S603 - our own interpreter's dbt on our own project
            [DBT, "parse", "--project-dir", FOLDER, "--profiles-dir", FOLDER, "--quiet"],
            env={**os.environ, **dbt_environment(settings)},
            cwd=FOLDER,
            capture_output=True,
            text=True,
            check=False,
        )
        if parsed.returncode == 0:
            manifest.with_name(PARSED_FROM).write_text(sources, encoding="utf-8")
    if parsed.returncode:
        raise RuntimeError(
            f"dbt could not parse {FOLDER.name}; mend the file it names:\n{parsed.stdout}{parsed.stderr}"
        )


def manifest_of(settings: Settings) -> Path:
    """Where the manifest lies."""
    return settings.dbt_target / "manifest.json"


def models_version(folder: Path = FOLDER) -> str:
    """A hash of the code that incremental models are made by: another version makes every table anew.

    Statistics are made anew in every run and are left out.
    """
    files = [folder / "dbt_project.yml"]
    for place in ("macros", "models/staging", "models/intermediate", "models/marts/facts", "models/marts/jobs"):
        files += sorted(path for path in (folder / place).rglob("*") if path.suffix in (".sql", ".yml"))
    return _hash_of(files, folder)[:16]


def project_version(folder: Path = FOLDER) -> str:
    """A hash of every file of the project. Not their times: another checkout over the same home has older files."""
    inside = (path for pattern in SOURCES for path in folder.rglob(pattern) if "target" not in path.parts)
    return _hash_of(sorted(inside), folder)


def is_fresh(manifest: Path) -> bool:
    """Whether the manifest can be read and was parsed from the files of the project as they are."""
    noted = manifest.with_name(PARSED_FROM)
    if not manifest.is_file() or not noted.is_file() or not _readable(manifest):
        return False
    return noted.read_text(encoding="utf-8", errors="replace") == project_version()


def _hash_of(files: Iterable[Path], folder: Path) -> str:
    code = hashlib.sha256()
    for file in files:
        code.update(f"{file.relative_to(folder).as_posix()}\0".encode() + file.read_bytes())
    return code.hexdigest()


def _readable(manifest: Path) -> bool:
    """Whether it is a manifest; reading it takes 12 ms, a parse that is not needed 10 s."""
    try:
        content = json.loads(manifest.read_bytes())
    except (ValueError, RecursionError):
        return False
    return isinstance(content, dict) and all(isinstance(content.get(part), dict) for part in ("nodes", "sources"))


if __name__ == "__main__":
    ensure_manifest(Settings())

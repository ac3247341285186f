"""The process that sends recorded events to an OpenLineage endpoint.

`python -m orchestration.recording.sending_process` is it. A run never waits for it: it is started after the run and
outlives it. It imports no Dagster: three seconds of it would be felt beside a run that has just ended.
"""

import subprocess
import sys

from lineage.recording.sending import Endpoint, send
from orchestration.installation.settings import PROJECT, Settings


def start_sending(settings: Settings) -> bool:
    """Send in the background what has not been sent; False where no endpoint is set."""
    if Endpoint().url is None:
        return False
    log = settings.home_folder / "logs" / "openlineage.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("a", encoding="utf-8") as output:
        subprocess.Popen(
            [sys.executable, "-m", "orchestration.recording.sending_process"],
            cwd=PROJECT, stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True,
        )  # fmt: skip
    return True


def main() -> int:
    """Send in this process; the exit code."""
    outcome = send(Settings().open_lake(), Endpoint())
    sys.stdout.write(f"{outcome.sent} events sent, {outcome.refused} refused. {outcome.problem or ''}\n")
    return 1 if outcome.problem else 0


if __name__ == "__main__":
    sys.exit(main())

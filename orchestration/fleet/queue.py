"""The queue through which workers get their runs: Dagster's own task over Celery.

Both ends say the same of it: what the launcher is configured with is read from the same file.
"""

from pathlib import Path

import yaml
from celery import Celery
from dagster_celery.make_app import make_app
from dagster_celery.tasks import create_execute_job_task

from orchestration.installation.instance import FLEET
from orchestration.installation.settings import Settings


def open_queue(settings: Settings, config: Path = FLEET) -> Celery:
    """Celery's application of an installation.

    Raises:
        ValueError: There is no broker to take runs from.
    """
    if settings.broker_url is None:
        raise ValueError("JOBLAKE_BROKER_URL is not set. Next: set it to the queue, such as redis://queue:6379/0")
    broker = settings.broker_url.get_secret_value()
    launcher = yaml.safe_load(config.read_text(encoding="utf-8"))["run_launcher"]["config"]
    app = make_app({"broker": broker, "backend": broker, "config_source": launcher["config_source"]})
    create_execute_job_task(app)
    return app

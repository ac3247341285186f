"""What a worker of Celery is started with: `celery -A orchestration.fleet.app worker -Q stages`."""

from orchestration.fleet.queue import open_queue
from orchestration.installation.settings import Settings

app = open_queue(Settings())

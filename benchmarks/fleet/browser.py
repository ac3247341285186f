"""What a person's browser asks of Dagster's UI: to start a backfill, and how far it has come."""

import json
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from benchmarks.fleet.host import Host
from orchestration.fleet.service import LOCATION

REPOSITORY = {"repositoryName": "__repository__", "repositoryLocationName": LOCATION}
LAUNCH = """
mutation($params: LaunchBackfillParams!) {
  launchPartitionBackfill(backfillParams: $params) {
    __typename
    ... on LaunchBackfillSuccess { backfillId }
    ... on PythonError { message }
  }
}
"""
PROGRESS = """
query($id: String!) {
  partitionBackfillOrError(backfillId: $id) {
    __typename
    ... on PartitionBackfill {
      status numPartitions
      partitionStatusCounts { runStatus count }
      assetBackfillData {
        assetBackfillStatuses {
          ... on AssetPartitionsStatusCounts {
            numPartitionsTargeted numPartitionsInProgress numPartitionsMaterialized numPartitionsFailed
          }
          ... on UnpartitionedAssetStatus { inProgress materialized failed }
        }
      }
    }
  }
}
"""
ASSETS = "{ assetNodes { assetKey { path } isMaterializable isPartitioned } }"


@dataclass(frozen=True)
class Browser:
    """A browser at the UI of a host."""

    port: int

    @classmethod
    def at(cls, host: Host, port: int) -> "Browser":
        """Start the host's UI."""
        host.program("orchestration.fleet.service", "webserver", "127.0.0.1", str(port))
        return cls(port)

    def ask(self, question: str, **variables: Any) -> Any:
        """What the UI answers."""
        body = json.dumps({"query": question, "variables": variables}).encode()
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/graphql", body, {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=120) as answer:
            found = json.load(answer)
        if found.get("errors"):
            raise RuntimeError(str(found["errors"])[:500])
        return found["data"]

    def backfill_job(self, job: str, days: Sequence[date]) -> str:
        """`Launch backfill` on the page of a job; the backfill's id."""
        selector = {"partitionSetName": f"{job}_partition_set", "repositorySelector": REPOSITORY}
        return self._launched({"selector": selector, "partitionNames": [str(day) for day in days], "tags": []})

    def materialize_all(self, days: Sequence[date], without: Sequence[str] = ()) -> str:
        """`Materialize all` on the graph of assets; the backfill's id."""
        nodes = self.ask(ASSETS)["assetNodes"]
        keys = [
            one["assetKey"] for one in nodes if one["isMaterializable"] and one["assetKey"]["path"][0] not in without
        ]
        return self._launched(
            {"assetSelection": keys, "partitionNames": [str(day) for day in days], "tags": [], "fromFailure": False}
        )

    def progress(self, backfill: str) -> dict[str, Any]:
        """What the page of a backfill shows."""
        found: dict[str, Any] = self.ask(PROGRESS, id=backfill)["partitionBackfillOrError"]
        return found

    def _launched(self, params: dict[str, Any]) -> str:
        found = self.ask(LAUNCH, params=params)["launchPartitionBackfill"]
        if "backfillId" not in found:
            raise RuntimeError(f"not launched: {found}")
        return str(found["backfillId"])

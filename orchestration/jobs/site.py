"""The static site as an asset: the viewer's pages as files, made from the published snapshot.

Not part of the daily job: a site is made when somebody wants to send or host one.
"""

from collections.abc import Iterator
from dataclasses import asdict

import dagster as dg

from assets.lake.snapshots.snapshots import DamagedSnapshotError, pointer
from assets.lake.storage.storage import Lake
from assets.reporting import OWNERS
from orchestration.installation.settings import Settings

NAME = "static_site"


def static_site(settings: Settings) -> dg.AssetsDefinition:
    """The asset of an installation; its version is the snapshot's."""

    @dg.multi_asset(
        specs=[
            dg.AssetSpec(
                NAME,
                deps=["published_marts"],
                group_name="marts",
                kinds={"python", "html"},
                owners=OWNERS,
                description="The viewer's pages as files that open from disk; large lakes export the newest jobs.",
            )
        ],
        name=NAME,
    )
    def make_site(lake: dg.ResourceParam[Lake]) -> Iterator[object]:
        from viewer.site import export  # here, because no other asset needs the viewer's templates and server

        lake = lake.published()
        if pointer(lake) == ("", ""):
            raise dg.Failure("nothing is published yet; `make run` publishes the marts", allow_retries=False)
        try:
            done = export(lake, settings.site_folder, settings.site_jobs, settings.republished)
        except (FileExistsError, DamagedSnapshotError) as error:
            raise dg.Failure(str(error), allow_retries=False) from None
        yield dg.MaterializeResult(
            asset_key=NAME, data_version=dg.DataVersion(done.snapshot_id), metadata={**asdict(done)}
        )

    return make_site

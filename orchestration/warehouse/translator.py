"""How dbt's nodes are named as assets: a lake source is the lake table's asset, a model is its own name."""

from collections.abc import Mapping
from typing import Any

import dagster as dg
from dagster_dbt import DagsterDbtTranslator, DagsterDbtTranslatorSettings, DbtProject

from assets.reporting import OWNERS
from lineage.columns.model_code import model_code_version
from orchestration.installation.settings import PROJECT

LAYERS = {"staging": "dbt_staging", "intermediate": "dbt_intermediate", "marts": "marts"}


class LakeTranslator(DagsterDbtTranslator):
    """Keys, groups, kinds and owners of the dbt nodes."""

    def __init__(self) -> None:
        # Tests on sources would start a dbt step whenever a lake table is materialized; lake checks are Python's.
        super().__init__(DagsterDbtTranslatorSettings(enable_asset_checks=True, enable_code_references=False))

    def get_asset_spec(self, manifest: Mapping[str, Any], unique_id: str, project: DbtProject | None) -> dg.AssetSpec:
        """The spec of one node."""
        spec = super().get_asset_spec(manifest, unique_id, project)
        node = manifest["nodes"].get(unique_id) or manifest["sources"][unique_id]
        if node["resource_type"] == "source":
            return spec.replace_attributes(key=dg.AssetKey(node["name"]))
        layer = next((group for folder, group in LAYERS.items() if folder in node["fqn"]), "marts")
        return spec.replace_attributes(
            key=dg.AssetKey(node["name"]),
            group_name=layer,
            owners=OWNERS,
            kinds={"dbt", "duckdb"},
            code_version=model_code_version(manifest, node, PROJECT / "dbt_project" / "dbt_project.yml"),
        )

"""What the assets before the warehouse are given, by name. dbt is no part of it: importing it takes seconds."""

from assets.classification.classifier import Classifier
from assets.lake.shared_config import shared_lists
from assets.llm.connection import connect
from assets.llm.limits.settings import LlmSettings
from assets.search.desk import SearchDesk
from assets.skills.reader import SkillReader
from assets.skills.taxonomy.files import use_lists
from orchestration.installation.settings import Settings


def stage_resources(settings: Settings, llm: LlmSettings | None = None) -> dict[str, object]:
    """What the stages ask for.

    Args:
        settings: Where the state lies.
        llm: Which model answers and what it may cost; read from the environment where not given.
    """
    lake = settings.open_lake()
    use_lists(shared_lists(lake, settings.home_folder / "shared-taxonomy"))
    # One desk for both stages, so that caps and breaker are shared; None where no model is set.
    model = connect(lake, settings=llm)
    return {
        "lake": lake,
        "search_desk": SearchDesk(),
        "classifier": Classifier(model),
        "skill_reader": SkillReader(model),
    }

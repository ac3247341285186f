"""Real postings, where they are at hand: a category for each, kept as ids without texts.

The labels are the rules' own answers, read title by title and corrected where wrong; postings that a reader could not
place are left out. So this guards against falling back; it measures nothing.
"""

import csv
import json
from pathlib import Path

import pytest

from assets.classification.rules import classify

ROOT = Path(__file__).resolve().parents[3]
POSTINGS = ROOT / ".." / "shared" / "data" / "jsearch"
LABELS = ROOT / "tests" / "gold" / "jsearch_categories.tsv"


@pytest.mark.skipif(not POSTINGS.is_dir(), reason="the real postings are not on this machine")
def test_real_postings_keep_their_category() -> None:
    with LABELS.open(encoding="utf-8", newline="") as file:
        wanted = {row["job_id"]: row["category"] for row in csv.DictReader(file, delimiter="\t")}
    found: dict[str, str] = {}
    for path in sorted(POSTINGS.glob("*.jsonl")):
        for job in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            answer = classify(job["job_title"], job["job_description"], job["employer_name"], job["job_onet_soc"])
            found.setdefault(job["job_id"], answer.category)
    right = [found[job_id] == category for job_id, category in wanted.items()]
    assert sum(right) >= 0.95 * len(right)

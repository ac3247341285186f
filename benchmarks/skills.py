"""Skills: postings a second that are classified and read, start-up, memory, beside two matchers on the same vocabulary.

The texts are the labelled sample postings, three to a description, about as long as the median real posting; with
real texts beside the repository, those. One core; figures of processor time, the best of three rounds.
"""

import importlib.util
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from assets.classification.rules import classify
from assets.skills.extraction import extract_skills
from assets.skills.taxonomy.files import COMPILED_FILE

ROOT = Path(__file__).resolve().parents[1]
REAL = ROOT / ".." / "shared" / "data" / "jsearch"
ROUNDS = 3
SLOW = 60  # postings given to a matcher that reads some hundred a second


def main() -> None:
    texts = postings()
    lengths = sorted(len(text) for _, text in texts)
    print(f"{len(texts)} postings, median {lengths[len(lengths) // 2]:,} characters, one core")
    for title, text in texts:
        extract_skills(title, text)
    both = rate(lambda job: (classify(*job), extract_skills(*job)), texts)
    print(f"  classify + extract   {both:8,.0f} postings/s")
    print(f"  extract              {rate(lambda job: extract_skills(*job), texts):8,.0f} postings/s")
    print(f"  start-up             {start_up():8.2f} s of processor time, interpreter and one posting included")
    print(f"  memory               {memory():8,.0f} MiB at its peak, in a process that does nothing else")
    names = vocabulary()
    for peer, build in (("flashtext", flashtext), ("spacy", phrase_matcher)):
        if importlib.util.find_spec(peer) is None:
            print(f"  {peer:20} not installed: `uv sync --group bench` adds it")
            continue
        print(f"  {peer:20} {rate(build(names), texts[:SLOW]):8,.0f} postings/s, {len(names):,} names, names only")


def postings() -> list[tuple[str, str]]:
    """Title and description of what is read."""
    if REAL.is_dir():
        jobs = [json.loads(line) for path in sorted(REAL.glob("us_*.jsonl")) for line in path.open(encoding="utf-8")]
        return [(job.get("job_title") or "", job.get("job_description") or "") for job in jobs]
    lines = (ROOT / "tests" / "gold" / "sample_postings.jsonl").read_text(encoding="utf-8").splitlines()
    gold = [json.loads(line) for line in lines]
    return [(job["title"], "\n".join(part["text"] for part in gold[at : at + 3])) for at, job in enumerate(gold[:-2])]


def rate(read: Callable[[tuple[str, str]], object], texts: Sequence[tuple[str, str]]) -> float:
    """Postings per second of processor time."""
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.process_time()
        for text in texts:
            read(text)
        best = min(best, time.process_time() - start)
    return len(texts) / best


def start_up() -> float:
    """Seconds until the filter has answered one line."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    line = json.dumps({"id": 1, "title": "", "description": "Requirements\nPython"}) + "\n"
    filter_ = [sys.executable, "-m", "assets.skills"]
    subprocess.run(filter_, input=line.encode(), capture_output=True, check=True, cwd=ROOT)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def memory() -> float:
    """Peak MiB of a process that classifies and reads all postings."""
    # Not `ru_maxrss`: a process that is started has its parent's peak from birth.
    code = (
        "from benchmarks.skills import postings, classify, extract_skills\n"
        "for job in postings(): classify(*job), extract_skills(*job)\n"
        "print(next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))"
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, cwd=ROOT, env=environment)
    return int(answer.stdout) / 1024


def vocabulary() -> list[str]:
    """Every string of the compiled taxonomy that names a skill."""
    names: str = json.loads(COMPILED_FILE.read_bytes())["strings"]
    return names.split("\n")


def flashtext(names: list[str]) -> Callable[[tuple[str, str]], object]:
    """The trie of flashtext."""
    processor: Any = importlib.import_module("flashtext").KeywordProcessor()
    for name in names:
        processor.add_keyword(name)
    return lambda job: processor.extract_keywords(job[1], span_info=True)


def phrase_matcher(names: list[str]) -> Callable[[tuple[str, str]], object]:
    """SpaCy's PhraseMatcher on lower-case tokens of a blank English pipeline."""
    language: Any = importlib.import_module("spacy").blank("en")
    matcher: Any = importlib.import_module("spacy.matcher").PhraseMatcher(language.vocab, attr="LOWER")
    matcher.add("skill", list(language.tokenizer.pipe(names)))
    return lambda job: matcher(language.make_doc(job[1]))


if __name__ == "__main__":
    main()

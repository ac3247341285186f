"""Copy-linking at growing numbers of postings: CPU seconds, peak memory, and whether the seconds grow in step.

The postings are made of the sample's sentences, about 4,400 characters each, a quarter of them copies of others.
`python -m benchmarks openings` measures 10,000; the full measurement is `python -m benchmarks.openings 10000 100000`.
"""

import random
import re
import resource
import sys
import time
from dataclasses import replace
from itertools import islice

from assets.postings.identity.openings import OpeningInput, link_openings
from assets.search.sample.catalogue.catalogue import catalogue, prose

_CHARACTERS = 4400
_TOWNS = [f"Town {number}" for number in range(300)]
_COPIES = 0.25
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")


def main() -> None:
    """Measure each number of postings given on the command line of this module, else 10,000."""
    sizes = [int(size) for size in sys.argv[1:] if size.isdigit()] or [10_000]
    for size in sizes:
        postings = made_up(size)
        started = time.process_time()
        rows = link_openings(postings)
        seconds = time.process_time() - started
        linked = sum(not row.is_canonical for row in rows)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{size:>7} postings  {seconds:7.2f} CPU s  {seconds / size * 1e6:6.0f} us each  {linked:>6} linked"
            f"  peak {memory:.0f} MiB with the texts"
        )


def made_up(size: int) -> list[OpeningInput]:
    """That many postings, always the same."""
    rnd = random.Random(size)
    sources = [posting for posting in catalogue() if posting.language == "en"]
    sentences = sorted(
        {line for posting in islice(sources, 400) for line in _SENTENCE_END.split(prose(posting, 0).text)}
    )
    postings: list[OpeningInput] = []
    for key in range(1, size + 1):
        if postings and rnd.random() < _COPIES:
            postings.append(_copy(rnd.choice(postings), key, rnd))
            continue
        length, lines = 0, []
        while length < _CHARACTERS:
            lines.append(rnd.choice(sentences))
            length += len(lines[-1]) + 1
        title, employer = (
            rnd.choice(sources).title,
            f"{rnd.choice(sources).employer.name} {rnd.randrange(size // 40 + 1)}",
        )
        text = "\n".join(lines)
        postings.append(OpeningInput(key, title, employer, rnd.choice(_TOWNS), "US", text, str(key), is_summary=False))
    return postings


def _copy(original: OpeningInput, key: int, rnd: random.Random) -> OpeningInput:
    """The same opening reprinted: a line changed, perhaps by a recruiter, in another town, or cut to a summary."""
    lines = original.description.split("\n")
    lines[rnd.randrange(len(lines))] = f"Reference {key}."
    copy = replace(original, job_key=key, content_hash=str(key), description="\n".join(lines))
    kind = rnd.random()
    if kind < 0.3:
        return replace(copy, employer=f"Harbour Talent {rnd.randrange(50)}")
    if kind < 0.5:
        return replace(copy, city=rnd.choice(_TOWNS))
    if kind < 0.6:
        return replace(copy, description=original.description[:480] + "…", is_summary=True)
    return copy


if __name__ == "__main__":
    main()

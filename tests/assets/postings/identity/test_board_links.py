"""An address of a board tells which of its postings it leads to; whoever leads to one posting is one opening."""

from dataclasses import replace

import pytest

from assets.postings.identity.board_links import board_key, board_keys
from assets.postings.identity.openings import OpeningInput, link_openings

UUID = "0c3a9d10-55aa-4b7e-9d2f-000000000001"
TEXT = " ".join(f"You keep signal {n} of the Pelham line in good order and note what wears." for n in range(20))


@pytest.mark.parametrize(
    ("link", "key"),
    [
        ("https://boards.greenhouse.io/pelham/jobs/4388408005", "greenhouse:4388408005"),
        (
            "https://job-boards.eu.greenhouse.io/pelham/jobs/4388408005?gh_src=a&utm_source=b",
            "greenhouse:4388408005",
        ),
        ("https://boards.greenhouse.io/pelham/jobs/4388408005?gh_jid=4388408005", "greenhouse:4388408005"),
        ("https://boards.greenhouse.io/embed/job_app?for=pelham&token=4388408005", "greenhouse:4388408005"),
        ("https://careers.pelham.example/open?gh_jid=4388408005#apply", "greenhouse:4388408005"),
        (f"https://jobs.lever.co/pelham/{UUID}/apply", f"lever:{UUID}"),
        (f"https://jobs.eu.lever.co/pelham/{UUID.upper()}", f"lever:{UUID}"),
        (f"https://jobs.ashbyhq.com/The%20Pelham%20Works/{UUID}/application?utm_source=x", f"ashby:{UUID}"),
        (f"https://careers.pelham.example/?ashby_jid={UUID}", f"ashby:{UUID}"),
        ("https://boards.greenhouse.io/pelham", None),
        ("https://careers.pelham.example/open?gh_jid=all", None),
        ("https://boards.greenhouse.io.evil.example/pelham/jobs/4388408005", None),
        ("https://careers.pelham.example/embed/job_app?token=4388408005", None),
        (f"https://jobs.lever.co/{UUID}", None),
        ("https://[::1", None),
        ("", None),
    ],
)
def test_the_forms_of_addresses(link: str, key: str | None) -> None:
    assert board_key(link) == key


def test_a_posting_of_a_board_is_its_own_key() -> None:
    assert board_keys(f"lever:{UUID}", [None, "https://a.example"]) == {f"lever:{UUID}"}
    assert board_keys("X2jQLlWQ5F-9XqexAAAAAA==", []) == frozenset()


def posting(key: int, **fields: object) -> OpeningInput:
    base = OpeningInput(key, "Signal Fitter", "Pelham Rail Works", "York", "GB", TEXT, f"h{key}", is_summary=False)
    return replace(base, **fields)  # type: ignore[arg-type]


def together(*postings: OpeningInput) -> list[tuple[int, int, str | None]]:
    return [(row.opening_key, row.job_key, row.link_reason) for row in link_openings(postings)]


BOARD = frozenset({"greenhouse:4388408005"})


def test_one_board_posting_ties_two_sources_whatever_their_texts_and_towns_say() -> None:
    board = posting(1, board_keys=BOARD)
    google = posting(2, board_keys=BOARD, city="Leeds", description="Summary.", title="Signal Fitter (m/f)")
    assert together(board, google) == [(1, 1, None), (1, 2, "same_link")]
    assert together(google, board) == together(board, google)


def test_a_link_to_another_companys_posting_ties_nothing() -> None:
    board = posting(1, board_keys=BOARD)
    stray = posting(2, board_keys=BOARD, employer="Amberley Health", title="Ward Nurse", description="Wards. " * 60)
    assert together(board, stray) == [(1, 1, None), (2, 2, None)]


def test_a_text_does_not_bring_a_third_town_into_an_opening_of_two() -> None:
    board = posting(1, board_keys=BOARD)
    leeds = posting(2, board_keys=BOARD, city="Leeds")
    hull = posting(3, city="Hull")
    assert [row[:2] for row in together(board, leeds, hull)] == [(1, 1), (1, 2), (3, 3)]

"""Masked JSON: contacts go at any depth, links keep their ids, and what holds no contact stays the same object."""

from hypothesis import given, settings
from hypothesis import strategies as st

from assets.postings.contacts.masked_json import mask_json, mask_link


def test_json_is_masked_at_any_depth_and_web_links_keep_their_ids() -> None:
    job = {
        "a": [{"b": ["ring 212-555-0143"]}],
        "job_apply_link": "https://fernwick.example/apply/2125550143?m=jo@fernwick.com&n=jo%40fernwick.com",
        "mail_link": "mailto:jo@fernwick.com",
        "tel_link": "tel:+12125550143",
        "n": 5,
    }
    assert mask_json(job) == {
        "a": [{"b": ["ring [phone]"]}],
        "job_apply_link": "https://fernwick.example/apply/2125550143?m=[email]&n=[email]",
        "mail_link": "mailto:[email]",
        "tel_link": "tel:[phone]",
        "n": 5,
    }


def test_json_without_contacts_is_the_same_object() -> None:
    job = {"a": ["plain", {"b": None}], "c": 1.5}
    assert mask_json(job) is job


def test_a_link_loses_its_addresses_however_they_are_written() -> None:
    assert mask_link("https://mill.example/2125550143") == "https://mill.example/2125550143"
    assert mask_link("https://mill.example/?m=ann%40rye.example") == "https://mill.example/?m=[email]"
    assert mask_link("HTTPS://mill.example/ann@rye.example") == mask_json("HTTPS://mill.example/ann@rye.example", "url")


CONTACTS = [
    "ann@mill.example",
    "(212) 555-0143",
    "call",
    "5550143",
    "USD",
    "0812-3456-7890",
    "x (at) y.example",
    "dot",
    "",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(CONTACTS) | st.text(st.sampled_from("0123456789+-. ()@abc\n$"), max_size=20)))
def test_texts_masked_together_are_masked_as_each_alone(texts: list[str]) -> None:
    assert mask_json({"x": texts}) == {"x": [mask_json(text, "x") for text in texts]}

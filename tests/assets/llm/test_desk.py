"""Questions to a model that answers well, badly, late or not at all."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from assets.lake.calls.ledger import Ledger
from assets.lake.storage.storage import Lake
from assets.llm.asking.errors import CapReachedError
from assets.llm.exchange.endpoint import LARGEST_ANSWER
from assets.llm.limits.settings import LlmSettings
from assets.llm.limits.spending import Spending
from tests.assets.llm.scene import CANARY, DAY, PlayedClock, calls, desk, question
from tests.assets.llm.stub_model import Play, StubModel, completion


def test_a_good_answer_is_given_counted_and_priced(tmp_path: Path, model: StubModel) -> None:
    (outcome,) = desk(tmp_path, model).ask_all(DAY, [question()])
    assert outcome.answer is not None
    assert outcome.answer.colour == "red"
    (call,) = calls(tmp_path)
    assert (call.status, call.job_key, call.query, call.tokens_in, call.tokens_out) == (
        "extracted",
        1,
        "Job 1",
        1000,
        200,
    )
    assert call.cost_usd == pytest.approx(1000 / 1e6 * 1 + 200 / 1e6 * 2)
    assert model.received[0]["authorization"] == f"Bearer {CANARY}"


def test_what_was_answered_once_is_never_asked_again(tmp_path: Path, model: StubModel) -> None:
    questions = [question(number) for number in range(6)]
    first = desk(tmp_path, model).ask_all(DAY, questions)
    again = desk(tmp_path, model, "second").ask_all(DAY, questions)
    assert again == first
    assert len(model.received) == len(questions) == len(calls(tmp_path))


@pytest.mark.parametrize(
    ("rejects", "form"),
    [
        ({"json_schema"}, "tools"),
        ({"json_schema", "tools"}, "json_object"),
        ({"json_schema", "tools", "json_object"}, "plain"),
    ],
)
def test_the_ladder_is_climbed_down_once_and_remembered(
    tmp_path: Path, model: StubModel, rejects: set[str], form: str
) -> None:
    model.rejects = frozenset(rejects)
    outcomes = desk(tmp_path, model).ask_all(DAY, [question(1), question(2)])
    assert all(outcome.answer for outcome in outcomes)
    assert len(model.received) == len(rejects) + 2
    desk(tmp_path, model, "second").ask_all(DAY, [question(3)])
    last = model.received[-1]
    assert (last.get("response_format", {}).get("type") or ("tools" if "tools" in last else "plain")) == form
    assert len(model.received) == len(rejects) + 3


def test_an_endpoint_that_ignores_the_schema_is_met_in_plain_words(tmp_path: Path, model: StubModel) -> None:
    model.answer = lambda _: 'Sure! Here it is:\n```json\n{"colour": "blue"}\n```'
    (outcome,) = desk(tmp_path, model).ask_all(DAY, [question()])
    assert outcome.answer is not None
    assert outcome.answer.colour == "blue"


@pytest.mark.parametrize(
    "bad", [completion('{"colour": "gre', finish="length"), completion({"color": "red"}), completion("no JSON here")]
)
def test_an_unfit_answer_is_repaired_in_one_more_turn(tmp_path: Path, model: StubModel, bad: bytes) -> None:
    model.plays = [Play(body=bad)]
    (outcome,) = desk(tmp_path, model).ask_all(DAY, [question()])
    assert outcome.answer is not None
    assert [message["role"] for message in model.received[1]["messages"]] == ["system", "user", "assistant", "user"]


def test_an_answer_that_never_fits_ends_in_a_reason_and_is_not_paid_again(tmp_path: Path, model: StubModel) -> None:
    desk(tmp_path, model).ask_all(DAY, [question(9)])  # the level is known from here on
    model.answer = lambda _: {"colour": "green"}
    (outcome,) = desk(tmp_path, model).ask_all(DAY, [question()])
    assert outcome.answer is None
    assert outcome.reason is not None
    assert "colour" in outcome.reason
    seen = len(model.received)
    desk(tmp_path, model, "second").ask_all(DAY, [question()])
    assert len(model.received) == seen == 3


@pytest.mark.parametrize("refusal", [completion(None, refusal="I can't."), completion("", finish="content_filter")])
def test_a_refusal_is_a_reason_without_a_second_try(tmp_path: Path, model: StubModel, refusal: bytes) -> None:
    model.plays = [Play(body=refusal)]
    (outcome,) = desk(tmp_path, model).ask_all(DAY, [question()])
    assert outcome.reason == "refused: the model declined to answer"
    assert len(model.received) == 1


def test_retry_after_is_waited_for(tmp_path: Path, model: StubModel) -> None:
    clock = PlayedClock()
    model.plays = [Play(429, b"slow down", {"retry-after": "7"})]
    (outcome,) = desk(tmp_path, model, clock=clock).ask_all(DAY, [question()])
    assert outcome.answer
    assert 7.0 in clock.slept
    assert [call.status for call in calls(tmp_path)] == ["throttled", "extracted"]


def test_a_retry_after_beyond_the_deadline_is_not_waited_for(tmp_path: Path, model: StubModel) -> None:
    model.plays = [Play(429, b"come back tomorrow", {"retry-after": "80000"})]
    (outcome,) = desk(tmp_path, model).ask_all(DAY, [question()])
    assert outcome.reason is not None
    assert "429" in outcome.reason
    assert len(model.received) == 1


def test_server_errors_are_tried_again_with_growing_waits(tmp_path: Path, model: StubModel) -> None:
    clock = PlayedClock()
    model.plays = [Play(500, b"oops"), Play(503, b"oops")]
    (outcome,) = desk(tmp_path, model, clock=clock).ask_all(DAY, [question()])
    assert outcome.answer
    assert len(model.received) == 3
    waits = [wait for wait in clock.slept if wait >= 0.5]
    assert len(waits) == 2


@pytest.mark.parametrize("slow", [Play(delay=3.0), Play(drips=0.1)])
def test_a_late_or_dripping_answer_times_out_and_counts_as_spent(tmp_path: Path, model: StubModel, slow: Play) -> None:
    model.plays = [slow]
    (outcome,) = desk(tmp_path, model, timeout=0.4, attempts=1).ask_all(DAY, [question()])
    assert outcome.reason is not None
    assert outcome.reason.startswith("timeout")
    (call,) = calls(tmp_path)
    assert call.status == "timeout"
    assert call.cost_usd is not None
    assert call.cost_usd > 0


def test_a_wrong_key_stops_everything_after_one_call_and_is_named_nowhere(tmp_path: Path, model: StubModel) -> None:
    model.plays = [Play(401, f"bad key {CANARY}".encode()) for _ in range(9)]
    outcomes = desk(tmp_path, model).ask_all(DAY, [question(number) for number in range(5)])
    assert len(model.received) == 1
    assert all(outcome.reason for outcome in outcomes)
    assert "JOBLAKE_LLM_API_KEY" in str(outcomes[0].reason)
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and CANARY.encode() in path.read_bytes()]
    assert CANARY not in str(outcomes)


def test_a_dead_endpoint_is_given_up_after_five_questions(tmp_path: Path, model: StubModel) -> None:
    desk(tmp_path, model).ask_all(DAY, [question(99)])
    model.plays = [Play(500, b"down") for _ in range(100)]
    outcomes = desk(tmp_path, model, "second", attempts=1, max_concurrent=1).ask_all(
        DAY, [question(number) for number in range(20)]
    )
    assert len(model.received) == 1 + 5
    assert "given up" in str(outcomes[-1].reason)


def test_a_cap_on_calls_ends_the_spending_and_says_so(tmp_path: Path, model: StubModel) -> None:
    outcomes = desk(tmp_path, model, run_calls=3).ask_all(DAY, [question(number) for number in range(6)])
    assert len(model.received) == 3
    assert [bool(outcome.answer) for outcome in outcomes].count(True) == 3
    assert "JOBLAKE_LLM_RUN_CALLS=3" in str(outcomes[-1].reason)


def test_the_month_is_counted_across_runs(tmp_path: Path, model: StubModel) -> None:
    desk(tmp_path, model, month_calls=4).ask_all(DAY, [question(number) for number in range(3)])
    outcomes = desk(tmp_path, model, "second", month_calls=4).ask_all(
        DAY, [question(number) for number in range(10, 13)]
    )
    assert len(model.received) == 4
    assert "JOBLAKE_LLM_MONTH_CALLS=4" in str(outcomes[-1].reason)


def test_a_run_that_starts_again_goes_on_counting(tmp_path: Path, model: StubModel) -> None:
    desk(tmp_path, model, run_calls=4).ask_all(DAY, [question(number) for number in range(3)])
    desk(tmp_path, model, run_calls=4).ask_all(DAY, [question(number) for number in range(10, 13)])
    assert len(model.received) == 4


def test_one_text_under_several_jobs_is_one_call(tmp_path: Path, model: StubModel) -> None:
    desk(tmp_path, model).ask_all(DAY, [question(99)])
    outcomes = desk(tmp_path, model).ask_all(DAY, [replace(question(1), job_key=key) for key in range(6)])
    assert all(outcome.answer for outcome in outcomes)
    assert len(model.received) == 2


def test_a_call_has_a_name_of_its_own_on_every_day(tmp_path: Path, model: StubModel) -> None:
    days = [DAY, DAY + timedelta(days=1)]
    for day in days:
        model.plays = [Play(500, b"down")]
        desk(tmp_path, model, attempts=1).ask_all(day, [question()])
    ledger = Ledger(Lake(tmp_path), "reader")
    names = [call.call_id for day in days for call in ledger.rows(day, "extract")]
    assert len(names) == len(set(names)) == 2


def test_money_is_held_before_a_call_and_settled_after_it() -> None:
    spending = Spending(LlmSettings(_env_file=None, run_usd=1.0))
    spending.take("a", "extract", 0.6)
    with pytest.raises(CapReachedError, match="JOBLAKE_LLM_RUN_USD"):
        spending.take("b", "extract", 0.6)
    spending.settle("a", "extract", 0.1)
    spending.take("b", "extract", 0.6)
    assert spending.usd == pytest.approx(0.7)


@pytest.mark.parametrize("caps", [(5, None), (None, 5)], ids=["of a run", "of a month"])
def test_classification_leaves_half_of_a_cap_to_the_skills(
    tmp_path: Path, model: StubModel, caps: tuple[int | None, int | None]
) -> None:
    one = desk(tmp_path, model, run_calls=caps[0], month_calls=caps[1])
    classified = one.ask_all(DAY, [question(number, "classify") for number in range(9)])
    read = one.ask_all(DAY, [question(number) for number in range(10, 19)])
    assert [len([found for found in group if found.answer]) for group in (classified, read)] == [3, 2]
    assert "leaves half of it to the skills" in str(classified[-1].reason)


def test_what_classification_does_not_use_of_a_cap_the_skills_may(tmp_path: Path, model: StubModel) -> None:
    one = desk(tmp_path, model, run_calls=5)
    one.ask_all(DAY, [question(1, "classify")])
    read = one.ask_all(DAY, [question(number) for number in range(10, 19)])
    assert len([found for found in read if found.answer]) == 4


def test_classification_may_spend_half_of_the_money() -> None:
    spending = Spending(LlmSettings(_env_file=None, run_usd=1.0))
    spending.take("a", "classify", 0.4)
    with pytest.raises(CapReachedError, match="JOBLAKE_LLM_RUN_USD=1 is reached for classification"):
        spending.take("b", "classify", 0.2)
    spending.take("c", "extract", 0.6)


ODD_COUNTS = [10**23, 10**30, True, -5, 2**31, "12", 1.5, None, [3]]


@pytest.mark.parametrize("count", ODD_COUNTS, ids=str)
def test_a_count_of_tokens_that_cannot_be_is_not_booked_and_the_estimate_is(
    tmp_path: Path, model: StubModel, count: object
) -> None:
    said = json.loads(completion({"colour": "red"}))
    said["usage"] = {"prompt_tokens": count, "completion_tokens": 7}
    model.plays = [Play(body=json.dumps(said).encode())]
    (outcome,) = desk(tmp_path, model).ask_all(DAY, [question()])
    (call,) = calls(tmp_path)
    assert outcome.answer
    assert (call.tokens_in, call.tokens_out) == (None, 7)
    assert call.cost_usd is not None
    assert call.cost_usd > 2_500 * 2 / 1_000_000  # the whole of max_tokens
    assert Ledger(Lake(tmp_path), "reader").compact([DAY], ["extract"]) == 1


def test_an_answer_over_the_limit_is_booked_with_the_tokens_of_what_came(tmp_path: Path, model: StubModel) -> None:
    model.plays = [Play(body=b"x" * (LARGEST_ANSWER + 1))]
    desk(tmp_path, model).ask_all(DAY, [question()])
    long = next(call for call in calls(tmp_path) if "longer than" in str(call.error))
    assert long.tokens_in is not None
    assert long.tokens_out is not None
    assert long.tokens_out > LARGEST_ANSWER / 4
    assert long.cost_usd == pytest.approx((long.tokens_in * 1.0 + long.tokens_out * 2.0) / 1_000_000)


@pytest.mark.parametrize(
    "damage",
    [lambda kept: kept[:-5], lambda kept: kept[:20] + b"\xff\xff" + kept[22:], lambda _: b"", lambda _: b"plain text"],
    ids=["cut", "flipped", "empty", "text"],
)
def test_a_damaged_reply_is_named_and_forgotten_and_asked_again(
    tmp_path: Path, model: StubModel, caplog: pytest.LogCaptureFixture, damage: Callable[[bytes], bytes]
) -> None:
    desk(tmp_path, model).ask_all(DAY, [question()])
    (kept,) = tmp_path.glob("llm_cache/*.json.zst")
    kept.write_bytes(damage(kept.read_bytes()))
    assert desk(tmp_path, model).ask_all(DAY, [question()])[0].answer
    assert len(model.received) == 2
    assert f"llm_cache/{kept.name}: not readable as a kept reply of the model" in caplog.text
    assert desk(tmp_path, model).ask_all(DAY, [question()])[0].answer
    assert len(model.received) == 2


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"level": 9}', b"\xff"])
def test_a_level_that_cannot_be_read_is_proven_again(tmp_path: Path, model: StubModel, damage: bytes) -> None:
    desk(tmp_path, model).ask_all(DAY, [question()])
    (level,) = tmp_path.glob("llm_cache/levels/*.json")
    level.write_bytes(damage)
    assert desk(tmp_path, model).ask_all(DAY, [question(2)])[0].answer
    assert json.loads(level.read_bytes()) == {"level": 0}


def test_a_page_that_is_no_completion_is_not_kept(tmp_path: Path, model: StubModel) -> None:
    desk(tmp_path, model).ask_all(DAY, [question(99)])
    model.plays = [Play(body=b"<html>proxy</html>"), Play(body=b"[]")]
    assert desk(tmp_path, model).ask_all(DAY, [question()])[0].answer is None
    assert desk(tmp_path, model).ask_all(DAY, [question()])[0].answer is None
    assert desk(tmp_path, model).ask_all(DAY, [question()])[0].answer

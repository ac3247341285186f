"""What an endpoint answers is kept without the key, in whatever form it is echoed."""

import base64
from pathlib import Path

import pytest
import zstandard

from assets.llm.exchange.answer_cache import FOLDER
from tests.assets.llm.scene import CANARY, DAY, desk, question
from tests.assets.llm.stub_model import Play, StubModel, completion

FORMS = {
    "plain": CANARY,
    "code points": "".join(f"\\u{ord(character):04x}" for character in CANARY),
    "Base64": base64.b64encode(f"Bearer {CANARY}".encode()).decode(),
}


def kept(root: Path) -> bytes:
    unpacked = zstandard.ZstdDecompressor()
    return b"".join(unpacked.decompress(path.read_bytes()) for path in (root / FOLDER).rglob("*.zst"))


@pytest.mark.parametrize("form", FORMS)
def test_a_key_in_an_answer_is_overwritten_before_the_answer_is_kept(
    tmp_path: Path, model: StubModel, form: str
) -> None:
    answer = completion({"colour": "red"})[:-1] + f', "echo": "{FORMS[form]}"}}'.encode()
    model.plays = [Play(body=answer)]
    (outcome,) = desk(tmp_path, model).ask_all(DAY, [question()])
    assert outcome.answer is not None
    assert len(kept(tmp_path)) == len(answer)
    assert FORMS[form][8:-8].encode() not in kept(tmp_path)


def test_a_word_that_only_serves_as_a_key_stays_in_the_answer(tmp_path: Path, model: StubModel) -> None:
    (outcome,) = desk(tmp_path, model, api_key="red").ask_all(DAY, [question()])
    assert outcome.answer is not None
    assert outcome.answer.colour == "red"

"""The flags of `python -m viewer`."""

import sys

import pytest

from viewer.__main__ import main


@pytest.mark.parametrize("port", ["99999", "65536", "0", "-1", "http"])
def test_a_port_that_is_none_is_refused_in_a_sentence(
    port: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["viewer", f"--port={port}"])
    monkeypatch.setattr("uvicorn.run", lambda *_, **__: None)
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert f"{port!r} is no port; expected a whole number from 1 to 65535" in capsys.readouterr().err

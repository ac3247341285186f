"""A headless Chromium, driven over its own DevTools protocol: open a page, run an expression, press a key."""

import json
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
AXE = Path(__file__).parent / "axe" / "axe.min.js"
PATIENCE_SECONDS = 60.0


class Browser:
    """One tab."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._number = 0
        self.send("Page.enable")

    def send(self, method: str, **parameters: object) -> dict[str, Any]:
        """Call a DevTools method and return its result."""
        self._number += 1
        self._socket.send(json.dumps({"id": self._number, "method": method, "params": parameters}))
        while True:
            answer = json.loads(self._socket.recv(timeout=PATIENCE_SECONDS))
            if answer.get("id") == self._number:
                assert "error" not in answer, answer
                return dict(answer["result"])

    def open(self, address: str) -> None:
        """Load a page, to the end."""
        self.send("Page.navigate", url=address)
        ends = time.monotonic() + PATIENCE_SECONDS
        while self.value("location.href + ' ' + document.readyState") != f"{address} complete":
            assert time.monotonic() < ends, f"{address} did not load"
            time.sleep(0.05)

    def value(self, expression: str) -> Any:
        """The value of a JavaScript expression; a promise is waited for."""
        result = self.send("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in result, result
        return result["result"].get("value")

    def size(self, width: int, height: int = 900) -> None:
        """Show pages in a window of this size."""
        self.send("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def prefer(self, scheme: str, medium: str = "") -> None:
        """Prefer a colour scheme (light or dark), on a screen or in print."""
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        self.send("Emulation.setEmulatedMedia", media=medium, features=features)

    def press(self, key: str) -> None:
        """Press and release a key such as Tab or Enter."""
        text = {"text": "\r"} if key == "Enter" else {}
        code = {"Tab": 9, "Enter": 13}[key]
        self.send("Input.dispatchKeyEvent", type="keyDown", key=key, code=key, windowsVirtualKeyCode=code, **text)
        self.send("Input.dispatchKeyEvent", type="keyUp", key=key, code=key, windowsVirtualKeyCode=code)

    def violations(self) -> list[str]:
        """What axe-core holds against the page, with the first element of each."""
        self.value(AXE.read_text(encoding="utf-8") + "; true")
        found = self.value("axe.run().then(r => r.violations.map(v => v.id + ': ' + v.nodes[0].html.slice(0, 200)))")
        return list(found)


@contextmanager
def chromium(profile: Path, *more: str) -> Iterator[Browser]:
    """A browser with an empty profile, and more flags."""
    assert CHROMIUM is not None
    flags = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
    command = [CHROMIUM, *flags, *more, "--remote-debugging-port=0", f"--user-data-dir={profile}", "about:blank"]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    try:
        with connect(_address(profile / "DevToolsActivePort"), max_size=None) as whole:
            target = Target(whole).first_page()
        with connect(target, max_size=None) as socket:
            yield Browser(socket)
    finally:
        process.terminate()
        process.wait()


class Target:
    """The browser as a whole, asked for its first tab."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket

    def first_page(self) -> str:
        """The address of the first tab's own socket."""
        self._socket.send(json.dumps({"id": 1, "method": "Target.getTargets", "params": {}}))
        targets = json.loads(self._socket.recv(timeout=PATIENCE_SECONDS))["result"]["targetInfos"]
        page = next(target for target in targets if target["type"] == "page")
        host = "{}:{}".format(*self._socket.remote_address[:2])
        return f"ws://{host}/devtools/page/{page['targetId']}"


def _address(port_file: Path) -> str:
    ends = time.monotonic() + PATIENCE_SECONDS
    while not (port_file.is_file() and len(port_file.read_text().splitlines()) > 1):
        assert time.monotonic() < ends, "Chromium did not start"
        time.sleep(0.05)
    port, path = port_file.read_text().splitlines()[:2]
    return f"ws://127.0.0.1:{port}{path}"

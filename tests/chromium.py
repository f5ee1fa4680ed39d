"""A headless Chromium, driven through its DevTools protocol; nothing is downloaded for it."""

import base64
import json
import shutil
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
_OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Without it, what is clicked or typed before the first picture of a page is thrown away.
    "--allow-pre-commit-input",
    "--no-first-run",
    "--hide-scrollbars",
    "--remote-debugging-port=0",
)


class Browser:
    """One tab of a running Chromium."""

    def __init__(self, address: str) -> None:
        import websocket

        self._socket = websocket.create_connection(address, timeout=60, suppress_origin=True)
        self._sent = 0
        self.log: list[str] = []
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.send(f"{domain}.enable")
        self.send("Emulation.setFocusEmulationEnabled", enabled=True)

    def close(self) -> None:
        """Let go of the tab."""
        self._socket.close()

    def send(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Carry out a command; return its result."""
        self._sent += 1
        self._socket.send(json.dumps({"id": self._sent, "method": method, "params": parameters}))
        while (message := self._read()).get("id") != self._sent:
            pass
        assert "error" not in message, message
        result: dict[str, Any] = message["result"]
        return result

    def _read(self) -> dict[str, Any]:
        """Return the next message; note what the console says and what is asked of a network."""
        message: dict[str, Any] = json.loads(self._socket.recv())
        method, told = message.get("method"), message.get("params", {})
        if method in ("Log.entryAdded", "Runtime.exceptionThrown", "Runtime.consoleAPICalled"):
            self.log.append(json.dumps(told))
        elif method == "Network.requestWillBeSent" and not _is_local(told["request"]["url"]):
            self.log.append(told["request"]["url"])
        return message

    def open(self, page: Path, width: int = 1280, height: int = 900, scheme: str = "light") -> None:
        """Show a page, in light or dark colours, and wait until it is loaded."""
        self.log.clear()
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        self.send("Emulation.setEmulatedMedia", features=features)
        self.send(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )
        self.send("Page.navigate", url=page.as_uri())
        while self._read().get("method") != "Page.loadEventFired":
            pass
        self.value("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")

    def value(self, script: str) -> Any:
        """Return what an expression gives in the page, awaited if it is a promise."""
        told = self.send(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True
        )
        assert "exceptionDetails" not in told, told
        return told["result"].get("value")

    def click(self, selector: str) -> None:
        """Press the mouse in the middle of an element."""
        x, y = self.value(
            f"(() => {{ const one = document.querySelector({json.dumps(selector)});"
            " one.scrollIntoView({block: 'center'}); const box = one.getBoundingClientRect();"
            " return [box.x + box.width / 2, box.y + box.height / 2]; })()"
        )
        for kind in ("mousePressed", "mouseReleased"):
            self.send("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def type(self, text: str) -> None:
        """Type into what has the focus."""
        self.send("Input.insertText", text=text)

    def press(self, key: str, text: str = "") -> None:
        """Press and release a key."""
        for kind in ("keyDown", "keyUp"):
            named = {"key": key, "code": key, "windowsVirtualKeyCode": {"Tab": 9, "Enter": 13}[key]}
            self.send(
                "Input.dispatchKeyEvent", type=kind, **named, **({"text": text} if text else {})
            )

    def picture(self) -> bytes:
        """Return the visible part as PNG."""
        return base64.b64decode(self.send("Page.captureScreenshot", format="png")["data"])

    def printed(self) -> bytes:
        """Return the page as a PDF of A4 sheets, as a printer gets it."""
        return base64.b64decode(
            self.send("Page.printToPDF", paperWidth=8.27, paperHeight=11.69)["data"]
        )

    def violations(self) -> list[Any]:
        """Return what axe has to say against the page: labels, headers, contrast, landmarks."""
        axe = pytest.importorskip("axe_core_python")
        script = (Path(axe.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
        self.value(f"{script};0")
        found = self.value("axe.run().then(found => JSON.stringify(found.violations))")
        violations: list[Any] = json.loads(found)
        return violations


def _is_local(address: str) -> bool:
    return address.startswith(("file:", "data:", "about:"))


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Return a browser for the whole run."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine")
    pytest.importorskip("websocket", reason="needs websocket-client")
    profile = tmp_path_factory.mktemp("profile")
    process = subprocess.Popen(
        [CHROMIUM, *_OPTIONS, f"--user-data-dir={profile}", "about:blank"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        tab = Browser(_tab(profile / "DevToolsActivePort", process))
        yield tab
        tab.close()
    finally:
        process.kill()
        process.wait()


def _tab(file: Path, process: subprocess.Popen[bytes]) -> str:
    """Return the address of the tab once the browser listens."""
    deadline = time.monotonic() + 60
    while not (file.is_file() and "\n" in file.read_text()):
        assert time.monotonic() < deadline and process.poll() is None, "Chromium does not start"
        time.sleep(0.05)
    port = int(file.read_text().split()[0])
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/json/list", timeout=30) as answer:
        (page,) = (one for one in json.load(answer) if one["type"] == "page")
    address: str = page["webSocketDebuggerUrl"]
    return address

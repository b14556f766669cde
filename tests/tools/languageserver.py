"""A small editor: it opens files with yaml-language-server, and is told what is wrong in them and what may be written.

One session opens a file once: the server tells of it again when it likes, and what it tells does not say of which text.
"""

import json
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_CAPABILITIES = {
    "workspace": {"configuration": True, "didChangeConfiguration": {"dynamicRegistration": True}},
    "textDocument": {"completion": {"completionItem": {"snippetSupport": False}}},
}


class Editor:
    """One session with the server; `settings` are those of Visual Studio Code, as `yaml.schemas` and the like."""

    def __init__(self, process: "subprocess.Popen[bytes]", root: Path, settings: Mapping[str, Any]) -> None:
        self._process = process
        self._settings = {key.removeprefix("yaml."): value for key, value in settings.items()}
        self._number = 0
        self._faults: dict[str, list[str]] = {}
        folder = {"uri": root.as_uri(), "name": root.name}
        asked = {"processId": None, "rootUri": root.as_uri(), "workspaceFolders": [folder]}
        self._ask("initialize", {**asked, "capabilities": _CAPABILITIES})
        self._tell("initialized", {})
        self._tell("workspace/didChangeConfiguration", {"settings": {}})

    def faults(self, path: Path, text: str) -> list[str]:
        """Opens a file with that text, and gives what the server finds wrong in it."""
        address = path.as_uri()
        self._tell(
            "textDocument/didOpen",
            {"textDocument": {"uri": address, "languageId": "yaml", "version": 1, "text": text}},
        )
        self._until(lambda _: address in self._faults)
        return self._faults.pop(address)

    def completions(self, path: Path, line: int, column: int) -> list[str]:
        """What may be written at a place (from 0) of an open file."""
        place = {"textDocument": {"uri": path.as_uri()}, "position": {"line": line, "character": column}}
        found = self._ask("textDocument/completion", place)
        return [item["label"] for item in found["items"]]

    def _send(self, message: Mapping[str, Any]) -> None:
        out = self._process.stdin
        assert out is not None
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        out.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        out.flush()

    def _tell(self, method: str, params: Mapping[str, Any]) -> None:
        self._send({"method": method, "params": params})

    def _ask(self, method: str, params: Mapping[str, Any]) -> Any:
        self._number += 1
        number = self._number
        self._send({"id": number, "method": method, "params": params})
        return self._until(lambda message: message.get("id") == number and "method" not in message).get("result")

    def _until(self, is_it: Callable[[Mapping[str, Any]], bool]) -> Mapping[str, Any]:
        while True:
            message = self._read()
            method = message.get("method")
            if method == "workspace/configuration":
                sections = [item["section"] for item in message["params"]["items"]]
                answer = [self._settings if section == "yaml" else None for section in sections]
                self._send({"id": message["id"], "result": answer})
            elif method and "id" in message:
                self._send({"id": message["id"], "result": None})
            elif method == "textDocument/publishDiagnostics":
                told = message["params"]
                self._faults[told["uri"]] = [fault["message"] for fault in told["diagnostics"]]
            if is_it(message):
                return message

    def _read(self) -> Mapping[str, Any]:
        source = self._process.stdout
        assert source is not None
        size = 0
        while line := source.readline().strip():
            name, _, value = line.partition(b":")
            size = int(value) if name.lower() == b"content-length" else size
        assert size, "the language server has ended"
        message: Mapping[str, Any] = json.loads(source.read(size))
        return message


@contextmanager
def editing(server: Path, root: Path, settings: Mapping[str, Any]) -> Iterator[Editor]:
    """An editor in a project's folder."""
    process = subprocess.Popen(
        ["node", str(server), "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    try:
        yield Editor(process, root, settings)
    finally:
        process.kill()
        process.wait()

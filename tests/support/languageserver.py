"""A client of the language server protocol (3.17) over standard input and output, as small as an editor can be."""

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

CAPABILITIES = {
    "workspace": {"configuration": True, "workspaceFolders": True},
    "textDocument": {"hover": {"contentFormat": ["plaintext"]}, "completion": {}, "publishDiagnostics": {}},
}


class Editor:
    """One server process with one open folder; `settings` are those of the folder, with dots in their keys."""

    def __init__(self, process: subprocess.Popen, folder: Path, settings: dict) -> None:
        self.process = process
        self.folder = folder
        self.settings = settings
        self.problems: dict[str, list[dict]] = {}
        self.requests = 0

    def start(self) -> None:
        """Shake hands."""
        uri = self.folder.as_uri()
        folders = [{"uri": uri, "name": self.folder.name}]
        self.ask("initialize", processId=None, rootUri=uri, capabilities=CAPABILITIES, workspaceFolders=folders)
        self.tell("initialized")
        self.tell("workspace/didChangeConfiguration", settings=None)

    def open(self, name: str) -> list[dict]:
        """Open a file of the folder, and return what the server says is wrong with it."""
        path = self.folder / name
        document = {"uri": path.as_uri(), "languageId": "yaml", "version": 1, "text": path.read_text()}
        self.problems.pop(path.as_uri(), None)
        self.tell("textDocument/didOpen", textDocument=document)
        while path.as_uri() not in self.problems:
            self.handle(self.read())
        return self.problems[path.as_uri()]

    def hover(self, name: str, line: int, column: int) -> str:
        """Return the text over a place; lines and columns begin at 0."""
        found = self.ask("textDocument/hover", **self.place(name, line, column))
        return found["contents"]["value"] if found else ""

    def complete(self, name: str, line: int, column: int) -> list[str]:
        """Return the labels that are offered at a place."""
        found = self.ask("textDocument/completion", **self.place(name, line, column))
        return [item["label"] for item in found["items"]]

    def place(self, name: str, line: int, column: int) -> dict:
        """Return a place as the protocol has it."""
        uri = (self.folder / name).as_uri()
        return {"textDocument": {"uri": uri}, "position": {"line": line, "character": column}}

    def ask(self, method: str, **params) -> dict:
        """Send a request, and return its result; what the server says meanwhile is handled."""
        self.requests += 1
        self.write({"id": self.requests, "method": method, "params": params})
        while True:
            message = self.read()
            if "method" not in message and message.get("id") == self.requests:
                assert "error" not in message, message
                return message["result"]
            self.handle(message)

    def tell(self, method: str, **params) -> None:
        """Send a notification."""
        self.write({"method": method, "params": params})

    def handle(self, message: dict) -> None:
        """Keep problems, and answer what the server asks."""
        if message.get("method") == "textDocument/publishDiagnostics":
            self.problems[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif message.get("method") == "workspace/configuration":
            items = message["params"]["items"]
            self.write({"id": message["id"], "result": [self.section(item["section"]) for item in items]})
        elif "id" in message:
            self.write({"id": message["id"], "result": None})

    def section(self, name: str) -> dict:
        """Return the settings below *name*."""
        return {key.removeprefix(f"{name}."): each for key, each in self.settings.items() if key.startswith(f"{name}.")}

    def write(self, message: dict) -> None:
        """Send one message."""
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def read(self) -> dict:
        """Return the next message."""
        size = 0
        while (line := self.process.stdout.readline().strip()) or not size:
            assert line, "the server has ended"
            name, _, value = line.partition(b":")
            size = int(value) if name.lower() == b"content-length" else size
        return json.loads(self.process.stdout.read(size))


@contextmanager
def editor(command: list[str], folder: Path, settings: dict) -> Iterator[Editor]:
    """Run a server for *folder* while the block runs."""
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        opened = Editor(process, folder, settings)
        opened.start()
        yield opened
    finally:
        process.kill()
        process.communicate()

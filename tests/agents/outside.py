"""A proxy that refuses everything and remembers what it was asked for: whom an agent calls beside the gateway."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


class Outside(ThreadingHTTPServer):
    """Listens on loopback; `asked` has the addresses in their order."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Refusal)
        self.asked: list[str] = []

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_port}"


class Refusal(BaseHTTPRequestHandler):
    """Refuses one request."""

    server: Outside

    def refuse(self) -> None:
        """Remember the address and say no."""
        self.server.asked.append(self.path)
        self.send_error(403)

    do_CONNECT = do_GET = do_HEAD = do_POST = do_PUT = refuse  # noqa: N815 - the names that the server looks for

    def log_message(self, *_arguments: object) -> None:
        """Say nothing on the terminal."""


@contextmanager
def outside() -> Iterator[Outside]:
    """Listen until the context is left."""
    with Outside() as server:
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()

"""An upstream that costs as little as an asyncio protocol can: canned answers, whole or streamed, kept alive."""

import asyncio
import sys

import uvloop

EVENTS = 100
"""Content events in each streamed answer."""

USAGE = b'"usage":{"prompt_tokens":20,"completion_tokens":100,"total_tokens":120}'
ANSWER = (
    b'{"id":"chatcmpl-bench","object":"chat.completion","created":1760000000,"model":"bench","choices":[{"index":0,'
    b'"message":{"role":"assistant","content":"' + b"word " * 100 + b'"},"finish_reason":"stop"}],' + USAGE + b"}"
)
WHOLE = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%b" % (len(ANSWER), ANSWER)


def event(payload: bytes) -> bytes:
    """Return one chunk of a stream, framed for HTTP and for SSE."""
    data = b'data: {"id":"chatcmpl-bench","object":"chat.completion.chunk","created":1760000000,"model":"bench",%b}\n\n'
    framed = data % payload
    return b"%x\r\n%b\r\n" % (len(framed), framed)


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
WORD = event(b'"choices":[{"index":0,"delta":{"content":"word "},"finish_reason":null}]')
TAIL = (
    event(b'"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]')
    + event(b'"choices":[],' + USAGE)
    + b"e\r\ndata: [DONE]\n\n\r\n0\r\n\r\n"
)


class Upstream(asyncio.Protocol):
    """One connection."""

    def connection_made(self, transport):
        """Begin."""
        self.transport = transport
        self.received = b""
        self.left = 0

    def data_received(self, data):
        """Answer each whole request."""
        self.received += data
        while (end := self.received.find(b"\r\n\r\n")) >= 0:
            head = self.received[:end].lower()
            start = head.find(b"content-length:")
            length = int(head[start + 15 :].partition(b"\r\n")[0]) if start >= 0 else 0
            if len(self.received) < end + 4 + length:
                return
            body, self.received = self.received[end + 4 : end + 4 + length], self.received[end + 4 + length :]
            self.answer(is_stream=b'"stream":true' in body)

    def answer(self, *, is_stream):
        """Send the canned answer."""
        if not is_stream:
            self.transport.write(WHOLE)
            return
        self.transport.write(HEAD)
        self.left = EVENTS
        self.more()

    def more(self):
        """Send one event a turn of the loop, as a provider that generates would."""
        if self.transport.is_closing():
            return
        if self.left:
            self.left -= 1
            self.transport.write(WORD)
            asyncio.get_running_loop().call_soon(self.more)
        else:
            self.transport.write(TAIL)


async def main(port: int) -> None:
    """Serve until killed."""
    server = await asyncio.get_running_loop().create_server(Upstream, "127.0.0.1", port)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    uvloop.run(main(int(sys.argv[1])))

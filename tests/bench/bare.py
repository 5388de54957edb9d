"""The yardstick: a reverse proxy that only forwards, as fast as aiohttp gets.

Low-level server, one client session, no middleware, no look at the body. What a gateway on aiohttp adds to this is its own.
"""

import asyncio
import sys

import uvloop
from aiohttp import ClientSession, DummyCookieJar, TCPConnector, web

HEADERS = {"Content-Type": "application/json", "Accept-Encoding": "identity"}


async def main(port: int, url: str) -> None:
    """Forward everything that comes in on *port* to *url*, until killed."""
    connector = TCPConnector(limit=0)
    async with ClientSession(connector=connector, cookie_jar=DummyCookieJar(), auto_decompress=False) as session:

        async def forward(request: web.BaseRequest) -> web.StreamResponse:
            body = await request.content.read()
            async with session.post(url, data=body, headers=HEADERS, allow_redirects=False) as answer:
                if answer.content_type == "application/json":
                    return web.Response(body=await answer.content.read(), content_type="application/json")
                response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
                await response.prepare(request)
                async for chunk in answer.content.iter_any():
                    await response.write(chunk)
                await response.write_eof()
                return response

        runner = web.ServerRunner(web.Server(forward, access_log=None))
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port).start()
        await asyncio.Event().wait()


if __name__ == "__main__":
    uvloop.run(main(int(sys.argv[1]), sys.argv[2]))

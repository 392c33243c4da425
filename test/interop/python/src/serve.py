"""What a remote can ask of this peer, beside identify, identify push and ping, which the library serves."""

import sys

import trio

import data
from failure import text
from streams import Reset, read, read_exactly

PING = "/ipfs/ping/1.0.0"
PERF = "/perf/1.0.0"
ECHO = "/mote-test/echo/1.0.0"
HASH = "/mote-test/hash/1.0.0"
RESET = "/mote-test/reset/1.0.0"
HALF_CLOSE = "/mote-test/half-close/1.0.0"
PUSHED = "/mote-test/pushed/1.0.0"

HALF_CLOSE_BYTES = bytes(i % 251 for i in range(64 << 10))
REPORT_SECONDS_MAX = 5


def serve(peer):
    handle(peer, PERF, serve_perf)
    handle(peer, ECHO, serve_echo)
    handle(peer, HASH, serve_hash)
    handle(peer, RESET, serve_reset)
    handle(peer, HALF_CLOSE, serve_half_close)


def serve_pushed(peer):
    handle(peer, PUSHED, serve_echo)


def handle(peer, protocol, handler):
    """Closes the stream of a handler that succeeds and resets that of one that fails."""

    async def serve_one(stream):
        try:
            await handler(peer, stream)
            await stream.close()
        except Exception as error:
            print(f"peer: {protocol} of {stream.muxed_conn.peer_id}: {text(error)}", file=sys.stderr, flush=True)
            await stream.reset()

    peer.host.set_stream_handler(protocol, serve_one)


async def serve_perf(peer, stream):
    """Reads the number of bytes to send, then to the end, and only then sends them.

    The report is there before the half-close, so that a client that has read to the end can ask for it.
    """
    down = int.from_bytes(await read_exactly(stream, 8), "big")
    got = await data.receive(stream, not peer.options.bench)
    if peer.options.bench:
        await data.send_zeros(stream, down, peer.options.write_bytes)
        return
    sent_sha256 = await data.send_random(stream, down, data.SEED_DOWNLOAD)
    peer.perf_served.put({
        "receivedBytes": got.bytes, "receivedSha256": got.sha256, "sentBytes": down, "sentSha256": sent_sha256,
    })


async def serve_echo(peer, stream):
    echoed = 0
    try:
        while part := await read(stream):
            await stream.write(part)
            echoed += len(part)
    except Exception as error:
        reset = isinstance(error, Reset)
        peer.echo_aborted.put({"bytes": echoed, "reset": reset, "reason": text(error)})
        raise


async def serve_hash(_, stream):
    await stream.write((await data.receive(stream, True)).sha256.encode())


async def serve_reset(_, stream):
    await read_exactly(stream, 1)
    raise ValueError("this protocol resets its streams")


async def serve_half_close(peer, stream):
    """Ends its own half first. What it reads afterwards proves that the other half still works."""
    await stream.write(HALF_CLOSE_BYTES)
    await stream.close_write()
    got = await data.receive(stream, True)
    peer.half_close_served.put({"receivedBytes": got.bytes, "receivedSha256": got.sha256})


class Report:
    """The last exchange of one kind that was served, until it is taken."""

    def __init__(self):
        self.last = None
        self.changed = trio.Event()

    def put(self, exchange):
        self.last = exchange
        self.changed.set()

    async def take(self):
        """Waits for an exchange that is still under way, since a client can be done before its server is."""
        with trio.move_on_after(REPORT_SECONDS_MAX):
            await self.changed.wait()
        if self.last is None:
            raise ValueError("nothing was served since the last report")
        exchange, self.last, self.changed = self.last, None, trio.Event()
        return exchange

"""Streams that this peer opens."""

import secrets
import time
from contextlib import asynccontextmanager

import trio

from data import expect_same
from serve import PING
from streams import read_exactly

PING_BYTES = 32


@asynccontextmanager
async def opened(peer, remote, protocol):
    """A stream that is closed after success and reset otherwise."""
    stream = await peer.host.new_stream(remote, [protocol])
    try:
        yield stream
        await stream.close()
    except BaseException:
        with trio.CancelScope(shield=True):
            await stream.reset()
        raise


async def round_trips(peer, remote, count):
    """Pings `count` times on one stream, and returns how long each took in seconds.

    By hand, because the library counts in whole milliseconds.
    """
    async with opened(peer, remote, PING) as stream:
        trips = []
        for _ in range(count):
            sent = secrets.token_bytes(PING_BYTES)
            start = time.perf_counter()
            await stream.write(sent)
            echoed = await read_exactly(stream, PING_BYTES)
            trips.append(time.perf_counter() - start)
            expect_same(echoed, sent)
        return trips

"""Moving data."""

import time

import trio

from client import opened
from data import SEED_UPLOAD, receive, send_random, send_zeros
from serve import PERF

MEBIBYTE = 1 << 20


async def perf(peer, request):
    """Uploads, then downloads, and hashes both."""
    up, down = request.get("up") or 0, request.get("down") or 0
    done = await exchange(peer, await peer.target(request), up, down, None)
    return {
        "sentBytes": up, "sentSha256": done.sent_sha256,
        "receivedBytes": done.got.bytes, "receivedSha256": done.got.sha256,
        "upSeconds": done.up, "upMiBps": rate(up, done.up),
        "downSeconds": done.down, "downMiBps": rate(down, done.down),
    }


async def bench_perf(peer, request):
    """Measures uploads and downloads one after the other, each on new streams."""
    remote = await peer.target(request)
    streams, write_bytes = request.get("streams") or 1, request.get("writeBytes") or 64 << 10
    rates = {"up": [], "down": []}
    for run in range(1 + (request.get("runs") or 5)):
        for way in rates:
            size = request.get(way) or 0
            if size and run == 0:  # The warm-up: the same kind of exchange, not counted.
                size = request.get("warmupBytes") or 0
            if size:
                up, down = (size, 0) if way == "up" else (0, size)
                took = await move(peer, remote, up, down, streams, write_bytes)
                if run > 0:
                    rates[way].append(rate(size, took))
    return {"upMiBps": rates["up"], "downMiBps": rates["down"], "writeBytes": write_bytes, "streams": streams}


async def move(peer, remote, up, down, streams, write_bytes):
    """Shares the bytes among streams that are open at once, and returns how long all of them took."""
    start = time.perf_counter()
    async with trio.open_nursery() as nursery:
        for _ in range(streams):
            nursery.start_soon(exchange, peer, remote, up // streams, down // streams, write_bytes)
    return time.perf_counter() - start


class Exchange:
    """One /perf/1.0.0 stream. Up is timed to the reply's first byte, or its end; down from there."""

    sent_sha256 = None
    got = None
    up = None
    down = None


async def exchange(peer, remote, up, down, write_bytes):
    """One stream, hashed, or with the size of a write given for a benchmark not."""
    done = Exchange()
    async with opened(peer, remote, PERF) as stream:
        start = time.perf_counter()
        await stream.write(down.to_bytes(8, "big"))
        if write_bytes is None:
            done.sent_sha256 = await send_random(stream, up, SEED_UPLOAD)
        else:
            await send_zeros(stream, up, write_bytes)
        await stream.close_write()
        done.got = await receive(stream, write_bytes is None)
        if done.got.bytes != down:
            raise ValueError(f"{done.got.bytes} bytes came, {down} were asked for")
        done.up, done.down = done.got.first - start, time.perf_counter() - done.got.first
    return done


def rate(size, seconds):
    return size / MEBIBYTE / seconds if size and seconds > 0 else 0

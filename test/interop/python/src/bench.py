"""Pings and connections by the thousand."""

import time

import trio
from libp2p.crypto import ed25519

from client import round_trips
from options import loopback
from peer import dial, identified, new_node, split


async def bench_ping(peer, request):
    """Counts in microseconds, after some pings that are not counted."""
    count, warmups = request.get("count") or 1000, request.get("warmups") or 200
    trips = await round_trips(peer, await peer.target(request), warmups + count)
    micros = [trip * 1e6 for trip in sorted(trips[warmups:])]
    return {"count": count, "p50Micros": micros[count // 2], "p99Micros": micros[count * 99 // 100]}


async def bench_connect(_, request):
    """Dials, waits for identify and closes, over and over.

    The library joins dials to one peer, so each of the concurrent dialers is a node of its own.
    """
    address, remote = split(loopback(request.get("address")))
    if remote is None:
        raise ValueError("bench-connect needs an address with /p2p/ID")
    concurrency, seconds = request.get("concurrency") or 1, request.get("seconds") or 5
    per_second = [0] * seconds
    start = time.perf_counter()

    async def dial_over_and_over():
        host = new_node(ed25519.create_new_key_pair())
        async with host.run(listen_addrs=[]):
            while True:
                await dial(host, remote, address)
                await identified(host, remote)
                second = int(time.perf_counter() - start)
                if second < seconds:
                    per_second[second] += 1
                await host.disconnect(remote)
                if second >= seconds:
                    return

    async with trio.open_nursery() as nursery:
        for _ in range(concurrency):
            nursery.start_soon(dial_over_and_over)
    return {"concurrency": concurrency, "perSecond": per_second}

"""What the test can ask of this peer."""

import json
import time

import trio
from libp2p.identity.identify_push.identify_push import push_identify_to_peers
from libp2p.peer.id import ID

import bench
import halves
import identify
import perf
import serve
import stats
from client import opened, round_trips
from data import SEED_STREAMS, expect_same, random_bytes
from failure import found_instead, text
from streams import read_exactly, read_to_end

COMMAND_SECONDS_MAX = 60
BENCH_SECONDS_MAX = 600


async def obey(peer, line):
    """Runs one command to its end, within its time limit, and never fails: what went wrong is in the answer."""
    try:
        request = json.loads(line)
    except ValueError as error:
        return {"ok": False, "error": f"not a command: {error}"}
    name = request.get("cmd")
    if name not in COMMANDS:
        return {"cmd": name, "ok": False, "error": "unknown command"}
    limit = request.get("timeoutSeconds") or (BENCH_SECONDS_MAX if name.startswith("bench-") else COMMAND_SECONDS_MAX)
    try:
        with trio.fail_after(limit):
            return {"cmd": name, "ok": True, **await COMMANDS[name](peer, request)}
    except Exception as error:
        answer = {"cmd": name, "ok": False, "error": text(error)}
        if found := found_instead(error):
            answer |= {"wrongPeer": True, "foundPeerId": found}
        return answer


async def connect(peer, request):
    return {"peerId": str(await peer.target(request))}


async def disconnect(peer, request):
    remote = ID.from_base58(request["peerId"])
    closed = len(peer.connections(remote))
    await peer.host.disconnect(remote)
    return {"closed": closed}


async def connections(peer, _):
    """The library does not tell the local address, and never chooses the muxer within a handshake."""
    return {"connections": [
        {
            "peerId": str(one.muxed_conn.peer_id),
            "direction": one.direction.name.lower(),
            "localAddress": None,
            "remoteAddress": remote_address(one),
            "security": one.get_negotiated_security_protocol(),
            "muxer": one.get_negotiated_muxer_protocol(),
            "earlyMuxer": False,
        }
        for one in peer.connections()
    ]}


def remote_address(connection):
    host, port = connection.muxed_conn.get_remote_address()[:2]
    return f"/ip{6 if ':' in host else 4}/{host}/tcp/{port}"


async def push(peer, _):
    """Serves one protocol more. The library does not push that by itself."""
    serve.serve_pushed(peer)
    await push_identify_to_peers(peer.host)
    return {"protocol": serve.PUSHED}


async def ping(peer, request):
    trips = await round_trips(peer, await peer.target(request), request.get("count") or 5)
    return {"rttsMs": [trip * 1000 for trip in trips]}


async def streams(peer, request):
    """Holds `count` echo streams open at once.

    Each proves, before any of them ends, that it carries its own data; after that each sends as much again and ends.
    """
    remote = await peer.target(request)
    count, half = request.get("count") or 100, request.get("bytes") or 4096
    echoed, all_echoed = 0, trio.Event()

    async def echo(i):
        nonlocal echoed
        async with opened(peer, remote, serve.ECHO) as stream:
            first = random_bytes(SEED_STREAMS + i, half)
            await stream.write(first)
            expect_same(await read_exactly(stream, half), first)
            echoed += 1
            if echoed == count:
                all_echoed.set()
            await all_echoed.wait()
            second = random_bytes(SEED_STREAMS + count + i, half)
            await stream.write(second)
            await stream.close_write()
            expect_same(await read_to_end(stream), second)

    start = time.perf_counter()
    async with trio.open_nursery() as nursery:
        for i in range(count):
            nursery.start_soon(echo, i)
    return {"streams": count, "bytesEach": 2 * half, "seconds": time.perf_counter() - start}


async def perf_report(peer, _):
    return await peer.perf_served.take()


async def half_close_report(peer, _):
    return await peer.half_close_served.take()


async def reset_report(peer, _):
    return await peer.echo_aborted.take()


COMMANDS = {
    "connect": connect,
    "disconnect": disconnect,
    "connections": connections,
    "identify": identify.identify,
    "push": push,
    "ping": ping,
    "perf": perf.perf,
    "streams": streams,
    "half-close": halves.half_close,
    "reset": halves.reset,
    "perf-report": perf_report,
    "half-close-report": half_close_report,
    "reset-report": reset_report,
    "stats": stats.stats,
    "bench-connect": bench.bench_connect,
    "bench-ping": bench.bench_ping,
    "bench-perf": perf.bench_perf,
}

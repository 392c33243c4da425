"""One half of a stream at a time, and resets."""

from client import opened, round_trips
from data import SEED_AFTER_HALF_CLOSE, SEED_HASH, SEED_STREAMS, expect_same, random_bytes, send_random
from serve import ECHO, HALF_CLOSE, HALF_CLOSE_BYTES, HASH, RESET
from streams import Reset, read_exactly, read_to_end

# Four times the window that a yamux stream starts with: it only gets through if the remote reads and gives credit
# after it has closed its own half.
CLIENT_BYTES = 1 << 20


async def half_close(peer, request):
    """Closes one half at a time, the remote's first and then ours, and moves data in the other half."""
    remote = await peer.target(request)
    return {
        "remoteFirst": await named("remote closes first", remote_closes_first(peer, remote)),
        "localFirst": await named("local closes first", local_closes_first(peer, remote)),
    }


async def reset(peer, request):
    """Lets the remote reset a stream, resets one itself, and pings to show that the connection survived both."""
    remote = await peer.target(request)
    reason = await named("remote resets", remote_resets(peer, remote))
    await named("local resets", local_resets(peer, remote))
    await round_trips(peer, remote, 1)
    return {"remoteReset": True, "remoteResetReason": reason, "localReset": True}


async def remote_closes_first(peer, remote):
    async with opened(peer, remote, HALF_CLOSE) as stream:
        got = await read_to_end(stream)
        expect_same(got, HALF_CLOSE_BYTES)
        sent_sha256 = await send_random(stream, CLIENT_BYTES, SEED_AFTER_HALF_CLOSE)
    return {"receivedBytes": len(got), "sentBytes": CLIENT_BYTES, "sentSha256": sent_sha256}


async def local_closes_first(peer, remote):
    async with opened(peer, remote, HASH) as stream:
        sent_sha256 = await send_random(stream, CLIENT_BYTES, SEED_HASH)
        await stream.close_write()
        expect_same(await read_to_end(stream), sent_sha256.encode())
    return {"sentBytes": CLIENT_BYTES, "sentSha256": sent_sha256}


async def remote_resets(peer, remote):
    async with opened(peer, remote, RESET) as stream:
        await stream.write(b"\1")
        try:
            await read_to_end(stream)
        except Reset as reset:
            return str(reset)
        raise ValueError("the stream was closed, not reset")


async def local_resets(peer, remote):
    """Resets a stream whose remote handler is surely running: it has echoed."""
    async with opened(peer, remote, ECHO) as stream:
        data = random_bytes(SEED_STREAMS, 1024)
        await stream.write(data)
        expect_same(await read_exactly(stream, len(data)), data)
        await stream.reset()


async def named(what, step):
    try:
        return await step
    except Exception as error:
        raise ValueError(what) from error

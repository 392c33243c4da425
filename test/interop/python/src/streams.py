"""Reading and writing the library's streams."""

from libp2p.network.stream.exceptions import StreamEOF, StreamReset

READ_BYTES = 64 << 10


class Reset(Exception):
    """The stream is gone, and not by two half-closes."""


async def read(stream, length=READ_BYTES):
    """The next bytes, at most so many; none at the end."""
    try:
        return await stream.read(length)
    except StreamReset as error:
        raise Reset("the stream was reset") from error
    except StreamEOF as error:
        # The library tells a reader of an end where the stream was reset.
        if stream.muxed_stream.reset_received:
            raise Reset("the stream was reset") from error
        return b""


async def read_exactly(stream, length):
    got = bytearray()
    while len(got) < length:
        part = await read(stream, length - len(got))
        if not part:
            raise ValueError(f"the stream ended {length - len(got)} bytes early")
        got += part
    return bytes(got)


async def read_to_end(stream):
    got = bytearray()
    while part := await read(stream):
        got += part
    return bytes(got)

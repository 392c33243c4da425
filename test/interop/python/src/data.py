"""The bytes that are moved: made, hashed, counted."""

import hashlib
import time
from array import array
from sys import byteorder

from streams import read

# Seeds of the pseudo random streams: what is sent in one place differs from what is sent in another.
SEED_UPLOAD = 1
SEED_DOWNLOAD = 2
SEED_AFTER_HALF_CLOSE = 3
SEED_HASH = 4
SEED_STREAMS = 5

PIECE_BYTES = 64 << 10


class Random:
    """The pseudo random byte stream of all test peers.

    xorshift32 (shifts 13, 17, 5), whose states after each step are written as four bytes each, lowest first. The seed
    is the state before the first step, never 0.
    """

    def __init__(self, seed):
        self.state = seed

    def next(self, length):
        """The next bytes; only the last call of a stream may ask for a number that is not a multiple of 4."""
        x = self.state
        words = array("I", bytes(length + 3 & ~3))
        for i in range(len(words)):
            x ^= x << 13 & 0xFFFFFFFF
            x ^= x >> 17
            x ^= x << 5 & 0xFFFFFFFF
            words[i] = x
        self.state = x
        if byteorder == "big":
            words.byteswap()
        return words.tobytes()[:length]


def random_bytes(seed, length):
    return Random(seed).next(length)


async def send_random(stream, length, seed):
    """Writes `length` bytes of a seed's stream and returns their SHA-256."""
    random, digest = Random(seed), hashlib.sha256()
    for left in range(length, 0, -PIECE_BYTES):
        piece = random.next(min(left, PIECE_BYTES))
        digest.update(piece)
        await stream.write(piece)
    return digest.hexdigest()


async def send_zeros(stream, length, write_bytes):
    """Writes zero bytes in writes of `write_bytes`, for benchmarks."""
    zeros = bytes(write_bytes)
    for left in range(length, 0, -write_bytes):
        await stream.write(zeros[:left] if left < write_bytes else zeros)


class Received:
    """What came until the sender's half-close: how much, its SHA-256, and when it began to come."""

    def __init__(self):
        self.bytes, self.sha256, self.first = 0, None, None


async def receive(stream, hashed):
    got, digest = Received(), hashlib.sha256()
    while part := await read(stream):
        got.first = got.first or time.perf_counter()
        got.bytes += len(part)
        if hashed:
            digest.update(part)
    got.first = got.first or time.perf_counter()
    got.sha256 = digest.hexdigest() if hashed else None
    return got


def expect_same(got, want):
    if got != want:
        raise ValueError(f"{len(got)} bytes came that differ from the {len(want)} expected")

"""A py-libp2p node for the interop tests of Mote.

It serves a few protocols, takes one command a line on stdin and answers each with one line on stdout: ../../README.md
is its contract. Start here, then peer.py (the node), streams.py (how a stream is read and written), serve.py (what a
remote can ask of it) and commands.py (what the test can ask of it).
"""

import json
import os
import sys

import trio

import commands
import options
import stats
from failure import text
from peer import Peer


def fail(code, error):
    print(f"peer: {text(error)}", file=sys.stderr, flush=True)
    os._exit(code)


def answer(line):
    print(json.dumps(line, separators=(",", ":")), flush=True)


async def main(chosen):
    try:
        peer = Peer(chosen)
        async with peer.host.run(listen_addrs=chosen.listen):
            peer.listening_ms = stats.milliseconds_since_process_start()
            answer({"peerId": str(peer.host.get_id()), "addresses": peer.addresses()})
            async with trio.lowlevel.FdStream(os.dup(sys.stdin.fileno())) as stdin:
                async for line in lines(stdin):
                    answer(await commands.obey(peer, line))
            os._exit(0)  # At once: the library's own way to end trips over connections that are open.
    except Exception as error:
        fail(1, error)


async def lines(stream):
    rest = b""
    async for chunk in stream:
        *whole, rest = (rest + chunk).split(b"\n")
        for line in whole:
            yield line


if __name__ == "__main__":
    try:
        chosen = options.parse(sys.argv[1:])
    except Exception as error:
        fail(2, error)
    trio.run(main, chosen)

"""What Linux tells of this process."""

import os

CLOCK_TICKS_PER_SECOND = 100  # Of /proc: the same on every Linux.


async def stats(peer, _):
    return {
        "rssBytes": resident_bytes(), "startToListeningMs": peer.listening_ms, "connections": len(peer.connections()),
    }


def resident_bytes():
    with open("/proc/self/statm") as statm:
        return int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def milliseconds_since_process_start():
    """In steps of 10 ms, which is all that Linux tells; None elsewhere."""
    try:
        with open("/proc/self/stat") as stat, open("/proc/uptime") as uptime:
            # The command's name, in brackets, may hold spaces; the start is the 20th field after it.
            started = float(stat.read().rpartition(")")[2].split()[19])
            now = float(uptime.read().split()[0])
    except OSError:
        return None
    return max(0, round(now * 1000 - started * 1000 / CLOCK_TICKS_PER_SECOND))

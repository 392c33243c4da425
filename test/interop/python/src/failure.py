"""What the library says of a failure, which it spreads over chains of exceptions."""

import re

FOUND = re.compile(r"remote_peer_id_from_pubkey=(\w+)")


def chain(error):
    """The error, what caused it, what caused that, and so on."""
    seen, waiting = [], [error]
    while waiting:
        next_one = waiting.pop(0)
        if next_one is not None and next_one not in seen:
            seen.append(next_one)
            waiting += [next_one.__cause__ or next_one.__context__]
            waiting += getattr(next_one, "errors", ()) or getattr(next_one, "exceptions", ())
    return seen


def text(error):
    return ": ".join(dict.fromkeys(str(one) or type(one).__name__ for one in chain(error)))


def found_instead(error):
    """The peer that was found in place of the one that was dialled, or None."""
    found = FOUND.search(text(error))
    return found and found.group(1)

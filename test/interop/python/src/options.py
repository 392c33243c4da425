"""The command line."""

import argparse
import ipaddress

from multiaddr import Multiaddr


def parse(args):
    parser = argparse.ArgumentParser(allow_abbrev=False)
    parser.add_argument("--listen", action="append", default=[], type=loopback)
    parser.add_argument("--no-listen", action="store_true")
    parser.add_argument("--key-type", default="ed25519", choices=["ed25519", "rsa", "ecdsa", "secp256k1"])
    parser.add_argument("--key")
    parser.add_argument("--security", default="noise", choices=["noise"])
    parser.add_argument("--muxer", default="yamux", choices=["yamux"])
    parser.add_argument("--write-bytes", type=int, default=64 << 10)
    parser.add_argument("--bench", action="store_true")
    options = parser.parse_args(args)
    if options.write_bytes < 1:
        parser.error("--write-bytes: not above 0")
    if options.key and options.key_type != "rsa":
        parser.error("--key needs --key-type rsa")
    if options.no_listen and options.listen:
        parser.error("--listen and --no-listen exclude each other")
    if not options.no_listen and not options.listen:
        options.listen = [loopback("/ip4/127.0.0.1/tcp/0")]
    return options


def loopback(address):
    """Parses an address and refuses one that is not on this machine."""
    parsed = Multiaddr(address)
    if not is_loopback(parsed):
        raise ValueError(f"{address}: only loopback addresses are used")
    return parsed


def is_loopback(address):
    protocol, value = next(iter(address.items()), (None, None))
    return protocol is not None and protocol.name in ("ip4", "ip6") and ipaddress.ip_address(value).is_loopback

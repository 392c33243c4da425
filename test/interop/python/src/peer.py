"""The node, and what it has served."""

import trio
from Crypto.PublicKey import RSA
from libp2p import new_host
from libp2p.crypto import ed25519, rsa, secp256k1, x25519
from libp2p.crypto.ecc import create_new_key_pair as new_ecdsa_pair
from libp2p.crypto.keys import KeyPair
from libp2p.network.config import ConnectionConfig, RetryConfig
from libp2p.peer.id import ID
from libp2p.peer.peerinfo import PeerInfo
from libp2p.rcmgr import ResourceManager
from libp2p.rcmgr.connection_limits import ConnectionLimits
from libp2p.rcmgr.manager import ResourceLimits
from libp2p.security.noise.transport import PROTOCOL_ID as NOISE, Transport as Noise
from libp2p.stream_muxer.yamux.yamux import PROTOCOL_ID as YAMUX, Yamux
from multiaddr import Multiaddr

import serve
from failure import found_instead
from options import loopback

MANY = 1_000_000
RSA_BITS = 2048
IDENTIFY_SECONDS_MAX = 5
# The library has no events for what is waited for here.
LOOK_SECONDS = 0.002


class Peer:
    def __init__(self, options):
        self.options = options
        self.listening_ms = None
        self.perf_served = serve.Report()
        self.half_close_served = serve.Report()
        self.echo_aborted = serve.Report()
        self.host = new_node(key_pair(options.key_type, options.key))
        serve.serve(self)

    def addresses(self):
        """Those it listens on, complete with /p2p/ID."""
        return [str(address) for address in self.host.get_addrs()]

    async def target(self, request):
        """Finds the peer that a command means, connected and identified, and returns its id.

        By `peerId` one that is connected, by `address` one to dial unless its /p2p/ID is connected already.
        """
        if not request.get("address"):
            if not request.get("peerId"):
                raise ValueError("neither an address nor a peerId")
            peer = ID.from_base58(request["peerId"])
            if not self.connections(peer):
                raise ValueError(f"not connected to {peer}")
            return peer
        address, peer = split(loopback(request["address"]))
        if peer is None:
            peer = await who_is(self.host, address)
        if not self.connections(peer):
            await dial(self.host, peer, address)
        await identified(self.host, peer)
        return peer

    def connections(self, peer=None):
        return [one for one in self.host.get_network().get_connections(peer) if not one.is_closed]


def new_node(pair):
    """A node that speaks TCP, Noise and yamux, with what would get in the way of a load test lifted.

    By default it allows 10 connections a second from one peer, dials peers that it knows by itself to have 50
    connections, and tries a dial that fails four times.
    """
    limits = ResourceLimits(max_connections=MANY, max_memory_mb=MANY, max_streams=MANY)
    host = new_host(
        key_pair=pair,
        sec_opt={NOISE: Noise(pair, noise_privkey=x25519.create_new_key_pair().private_key)},
        muxer_opt={YAMUX: Yamux},
        disable_identify_address_discovery=True,
        connection_config=ConnectionConfig(
            max_connections=MANY, high_watermark=MANY, low_watermark=0, min_connections=0,
            allow_list=["127.0.0.0/8", "::1/128"],  # The whole library is kept from dialling out.
        ),
        resource_manager=ResourceManager(
            limits=limits, connection_limits=ConnectionLimits(), enable_rate_limiting=False,
            enable_memory_limits=False, enable_circuit_breaker=False, enable_graceful_degradation=False,
        ),
    )
    host.get_network().retry_config = RetryConfig(max_retries=0)
    return host


def key_pair(key_type, file):
    """A fresh key, or the RSA key of a file. An ECDSA key can be made, but then the library cannot use it."""
    if file:
        with open(file, "rb") as der:
            private = rsa.RSAPrivateKey(RSA.import_key(der.read()))
        return KeyPair(private, private.get_public_key())
    if key_type == "rsa":
        return rsa.create_new_key_pair(RSA_BITS)
    if key_type == "ecdsa":
        return new_ecdsa_pair("P-256")
    return {"ed25519": ed25519, "secp256k1": secp256k1}[key_type].create_new_key_pair()


def split(address):
    """An address without its /p2p/ID, and the peer of that."""
    peer = address.get_peer_id()
    if peer is None:
        return address, None
    return address.decapsulate(Multiaddr(f"/p2p/{peer}")), ID.from_base58(peer)


async def dial(host, peer, address):
    """Dials a peer that is not connected.

    While the library winds up an earlier connection, and as long as it knows anything from that, it takes the peer
    for connected or identified. It also refuses for a minute to dial again where a dial has failed.
    """
    network = host.get_network()
    while network.get_connections(peer) or peer in host._identified_peers:
        await trio.sleep(LOOK_SECONDS)
    if host.get_peerstore().has_peer(peer):
        host.get_peerstore().clear_peerdata(peer)
    network.unblock_peer(peer)
    await host.connect(PeerInfo(peer, [address]))


async def identified(host, peer):
    """Waits until identify has run with a connected peer."""
    with trio.move_on_after(IDENTIFY_SECONDS_MAX):
        while not host._has_cached_protocols(peer):
            await trio.sleep(LOOK_SECONDS)
        return
    raise ValueError(f"{peer} was not identified")


async def who_is(host, address):
    """Asks an address for its peer id.

    The library dials peers, not addresses, so this dials a peer that cannot be there; the handshake fails and says
    who was found.
    """
    nobody = ID.from_pubkey(ed25519.create_new_key_pair().public_key)
    try:
        await dial(host, nobody, address)
    except Exception as error:
        found = found_instead(error)
        if found is None:
            raise
        return ID.from_base58(found)
    raise ValueError("a peer proved an identity that nobody has")

"""What identify has told."""

from libp2p.identity.identify.identify import ID as IDENTIFY
from libp2p.identity.identify.pb.identify_pb2 import Identify
from libp2p.peer.envelope import consume_envelope
from libp2p.utils import decode_varint_with_size
from multiaddr import Multiaddr

from client import opened
from streams import read_to_end


async def identify(peer, request):
    """Protocols and addresses as the library last learned them, by identify or by a push.

    It keeps nothing else of them, so identify is asked a second time, by hand, for the rest.
    """
    remote = await peer.target(request)
    told = await ask(peer, remote)
    known = peer.host.get_peerstore()
    return {
        "peerId": str(remote),
        "keyType": known.pubkey(remote).get_type().name.lower(),
        "protocolVersion": told.protocol_version,
        "agentVersion": told.agent_version,
        "protocols": sorted(known.get_protocols(remote)),
        "addresses": [str(address) for address in known.addrs(remote)],
        "observedAddress": str(Multiaddr(told.observed_addr)),
        "signedRecord": signed_record(remote, told),
    }


async def ask(peer, remote):
    async with opened(peer, remote, IDENTIFY) as stream:
        messages = await read_to_end(stream)
    told = Identify()
    while messages:
        length, prefix = decode_varint_with_size(messages)
        told.MergeFromString(messages[prefix:prefix + length])
        messages = messages[prefix + length:]
    return told


def signed_record(remote, told):
    if not told.HasField("signedPeerRecord"):
        return "absent"
    try:
        _, record = consume_envelope(told.signedPeerRecord, "libp2p-peer-record")
    except Exception:
        return "invalid"
    return "valid" if record.peer_id == remote else "invalid"

// What identify has told.

// As last learned, by identify or by a push. Of an invalid signed record the library makes a failure of identify.
export async function identify(peer, request, signal) {
    const connection = await peer.target(request, signal)
    const told = await peer.identified(connection)
    return {
        peerId: told.peerId.toString(),
        keyType: told.peerId.type.toLowerCase(),
        protocolVersion: told.protocolVersion,
        agentVersion: told.agentVersion,
        protocols: told.protocols.toSorted(),
        addresses: told.listenAddrs.map(String),
        observedAddress: String(told.observedAddr),
        signedRecord: told.signedPeerRecord == null ? 'absent' : 'valid'
    }
}

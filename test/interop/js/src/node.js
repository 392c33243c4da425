// The libp2p node.

import { createPrivateKey } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { generateKeyPair, privateKeyFromRaw } from '@libp2p/crypto/keys'
import { identify, identifyPush } from '@libp2p/identify'
import { noise } from '@libp2p/noise'
import { ping } from '@libp2p/ping'
import { tcp } from '@libp2p/tcp'
import { yamux } from '@libp2p/yamux'
import { createLibp2p } from 'libp2p'
import { isLoopback } from './options.js'

const MANY = 1_000_000
const HOUR_MS = 3_600_000
const RSA_BITS = 2048

// A node that speaks TCP, Noise and yamux on loopback, not started yet. What would get in the way of a load test is
// lifted: 5 connections a second and 10 pending ones by default, 2 ping streams a connection, each for 10 s, and a
// monitor that opens a ping stream every 10 s.
export function newNode(key, listen, earlyMuxers = new Set()) {
    return createLibp2p({
        start: false,
        privateKey: key,
        nodeInfo: { userAgent: 'mote-peer-js' },
        addresses: { listen },
        transports: [tcp()],
        connectionEncrypters: [watched(noise(), earlyMuxers)],
        streamMuxers: [yamux({ maxInboundStreams: 4096, maxOutboundStreams: 4096 })],
        connectionManager: {
            maxConnections: MANY,
            maxIncomingPendingConnections: MANY,
            inboundConnectionThreshold: MANY,
            reconnectRetries: 0
        },
        connectionMonitor: { enabled: false },
        // The whole library, not only the commands, is kept from dialling out.
        connectionGater: { denyDialMultiaddr: address => !isLoopback(address) },
        services: {
            identify: identify({ maxInboundStreams: 16, maxOutboundStreams: 16 }),
            identifyPush: identifyPush({ maxInboundStreams: 16, maxOutboundStreams: 16 }),
            ping: ping({ timeout: HOUR_MS, maxInboundStreams: MANY, maxOutboundStreams: MANY })
        }
    })
}

// Notes with whom a handshake agreed on the muxer: no connection tells that.
function watched(factory, earlyMuxers) {
    return components => {
        const security = factory(components)
        for (const role of ['secureInbound', 'secureOutbound']) {
            const secure = security[role].bind(security)
            security[role] = async (...args) => {
                const secured = await secure(...args)
                const remote = secured.remotePeer.toString()
                earlyMuxers[secured.streamMuxer == null ? 'delete' : 'add'](remote)
                return secured
            }
        }
        return security
    }
}

// A fresh key, or the RSA key of a file. An ECDSA key can be made, but then the library refuses it as an identity.
export async function privateKey(type, file) {
    if (file != null) {
        const key = createPrivateKey({ key: await readFile(file), format: 'der', type: 'pkcs8' })
        if (key.asymmetricKeyType !== 'rsa') {
            throw new Error(`--key ${file}: not an RSA key`)
        }
        return privateKeyFromRaw(key.export({ format: 'der', type: 'pkcs1' }))
    }
    switch (type) {
        case 'rsa': return await generateKeyPair('RSA', RSA_BITS)
        case 'ecdsa': return await generateKeyPair('ECDSA', 'P-256')
        case 'secp256k1': return await generateKeyPair('secp256k1')
        default: return await generateKeyPair('Ed25519')
    }
}

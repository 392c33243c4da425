// The node and what it has seen: the last identify of each peer, the last exchanges that it served.

import { peerIdFromString } from '@libp2p/peer-id'
import { loopback } from './options.js'
import { newNode, privateKey } from './node.js'
import { Report, serve } from './serve.js'
import { millisecondsSinceProcessStart } from './stats.js'
import { withTimeout } from './time.js'

const IDENTIFY_WAIT_MS = 5_000

export class Peer {
    // Peers with whom the last handshake agreed on the muxer.
    earlyMuxers = new Set()
    perfServed = new Report()
    halfCloseServed = new Report()
    echoAborted = new Report()

    // What identify last told, by peer id.
    #identified = new Map()

    constructor(options) {
        this.options = options
    }

    static async start(options) {
        const peer = new Peer(options)
        peer.node = await newNode(await privateKey(options.keyType, options.keyFile), options.listen, peer.earlyMuxers)
        peer.node.addEventListener('peer:identify', event => peer.#remember(event.detail))
        peer.node.addEventListener('peer:disconnect', event => peer.#identified.delete(event.detail.toString()))
        // Before the node starts: handlers that are set later reach those who dial at once only by a push.
        await serve(peer)
        await peer.node.start()
        peer.listeningMs = millisecondsSinceProcessStart()
        return peer
    }

    // Those it listens on, complete with /p2p/ID.
    addresses() {
        return this.node.getMultiaddrs().map(String)
    }

    // Finds the peer that a command means, connected and identified, and returns its connection: by `peerId` one that
    // is connected, by `address` one to dial unless its /p2p/ID is connected already.
    async target(request, signal) {
        if (request.address == null) {
            const [connection] = this.connectionsTo(request.peerId)
            if (connection == null) {
                throw new Error(`not connected to ${request.peerId}`)
            }
            return connection
        }
        const connection = await this.node.dial(loopback(request.address), { signal })
        await this.identified(connection)
        return connection
    }

    connectionsTo(peerId) {
        if (peerId == null) {
            throw new Error('neither an address nor a peerId')
        }
        return this.node.getConnections(peerIdFromString(peerId)).filter(connection => connection.status === 'open')
    }

    // What identify last told of the remote, waiting until it has run on the connection.
    async identified(connection) {
        const remote = connection.remotePeer.toString()
        await withTimeout(IDENTIFY_WAIT_MS, `${remote} was not identified`, async signal => {
            while (this.#identified.get(remote)?.connection !== connection.id) {
                await nextEvent(this.node, 'peer:identify', signal)
            }
        })
        return this.#identified.get(remote)
    }

    // A push tells only what has changed, or all but what the remote sees of us.
    #remember(told) {
        const remote = told.peerId.toString()
        const given = Object.entries(told).filter(([, value]) => value != null)
        const before = this.#identified.get(remote)
        this.#identified.set(remote, { ...before, ...Object.fromEntries(given), connection: told.connection.id })
    }
}

function nextEvent(target, type, signal) {
    return new Promise((resolve, reject) => {
        const done = event => {
            target.removeEventListener(type, done)
            signal.removeEventListener('abort', aborted)
            resolve(event)
        }
        const aborted = () => {
            target.removeEventListener(type, done)
            reject(signal.reason)
        }
        target.addEventListener(type, done)
        signal.addEventListener('abort', aborted, { once: true })
    })
}

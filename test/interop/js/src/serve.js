// What a remote can ask of this peer, beside identify, identify push and ping, which the library serves.

import { receive, SEED, sendRandom, sendZeros } from './data.js'
import { Reader, ResetError, write } from './stream.js'
import { withTimeout } from './time.js'

export const PING = '/ipfs/ping/1.0.0'
export const PERF = '/perf/1.0.0'
export const ECHO = '/mote-test/echo/1.0.0'
export const HASH = '/mote-test/hash/1.0.0'
export const RESET = '/mote-test/reset/1.0.0'
export const HALF_CLOSE = '/mote-test/half-close/1.0.0'
export const PUSHED = '/mote-test/pushed/1.0.0'

// Lifted, too: the library allows 32 and 64.
export const STREAM_LIMITS = { maxInboundStreams: 4096, maxOutboundStreams: 4096 }

const REPORT_WAIT_MS = 5_000

export async function serve(peer) {
    await handle(peer, PERF, servePerf)
    await handle(peer, ECHO, serveEcho)
    await handle(peer, HASH, serveHash)
    await handle(peer, RESET, serveReset)
    await handle(peer, HALF_CLOSE, serveHalfClose)
}

export async function servePushed(peer) {
    await handle(peer, PUSHED, serveEcho)
}

// Closes the stream of a handler that succeeds and resets that of one that fails.
async function handle(peer, id, handler) {
    await peer.node.handle(id, async (stream, connection) => {
        const reader = new Reader(stream)
        try {
            await handler(stream, reader, peer)
            await stream.close()
        } catch (error) {
            console.error(`peer: ${id} of ${connection.remotePeer}: ${error.message}`)
            stream.abort(error)
        }
    }, STREAM_LIMITS)
}

// Reads the number of bytes to send, then to the end, and only then sends them. The report is there before the
// half-close, so that a client that has read to the end can ask for it.
async function servePerf(stream, reader, peer) {
    const down = Number((await reader.exactly(8)).readBigUInt64BE())
    const got = await receive(reader, !peer.options.bench)
    if (peer.options.bench) {
        await sendZeros(stream, down, peer.options.writeBytes)
        return
    }
    const sentSha256 = await sendRandom(stream, down, SEED.download)
    peer.perfServed.put({ receivedBytes: got.bytes, receivedSha256: got.sha256, sentBytes: down, sentSha256 })
}

async function serveEcho(stream, reader, peer) {
    let bytes = 0
    try {
        for (let chunk = await reader.next(); chunk != null; chunk = await reader.next()) {
            await write(stream, chunk)
            bytes += chunk.length
        }
    } catch (error) {
        peer.echoAborted.put({ bytes, reset: error instanceof ResetError, reason: error.message })
        throw error
    }
}

async function serveHash(stream, reader) {
    await write(stream, Buffer.from((await receive(reader, true)).sha256))
}

async function serveReset(stream, reader) {
    await reader.exactly(1)
    throw new Error('this protocol resets its streams')
}

// Ends its own half first. What it reads afterwards proves that the other half still works.
async function serveHalfClose(stream, reader, peer) {
    await write(stream, halfCloseBytes())
    await stream.close()
    const got = await receive(reader, true)
    peer.halfCloseServed.put({ receivedBytes: got.bytes, receivedSha256: got.sha256 })
}

export function halfCloseBytes() {
    return Buffer.from(Array.from({ length: 64 << 10 }, (_, i) => i % 251))
}

// The last exchange of one kind that was served, until it is taken.
export class Report {
    #last = null
    #wake = () => {}

    put(exchange) {
        this.#last = exchange
        this.#wake()
    }

    // Waits for an exchange that is still under way, since a client can be done before its server is.
    async take() {
        await withTimeout(REPORT_WAIT_MS, 'nothing was served since the last report', async () => {
            while (this.#last == null) {
                await new Promise(resolve => { this.#wake = resolve })
            }
        })
        const exchange = this.#last
        this.#last = null
        return exchange
    }
}

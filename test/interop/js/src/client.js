// Streams that this peer opens.

import { randomBytes } from 'node:crypto'
import { expectSame } from './data.js'
import { PING, STREAM_LIMITS } from './serve.js'
import { Reader, write } from './stream.js'

const PING_BYTES = 32

// Opens a stream for some work, and closes it after success and resets it otherwise.
export async function opened(connection, protocol, signal, work) {
    const stream = await connection.newStream(protocol, { ...STREAM_LIMITS, signal })
    const reader = new Reader(stream)
    const overdue = () => stream.abort(signal.reason)
    signal.addEventListener('abort', overdue)
    try {
        const result = await work(stream, reader)
        await stream.close()
        return result
    } catch (error) {
        stream.abort(error)
        throw error
    } finally {
        signal.removeEventListener('abort', overdue)
    }
}

// Pings `count` times on one stream. By hand, because the library opens a stream for each.
export async function roundTrips(connection, count, signal) {
    return await opened(connection, PING, signal, async (stream, reader) => {
        const rtts = []
        for (let i = 0; i < count; i++) {
            const sent = randomBytes(PING_BYTES)
            const start = performance.now()
            await write(stream, sent)
            const echoed = await reader.exactly(PING_BYTES)
            rtts.push(performance.now() - start)
            expectSame(echoed, sent)
        }
        return rtts
    })
}

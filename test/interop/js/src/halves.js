// One half of a stream at a time, and resets.

import { expectSame, randomBytes, SEED, sendRandom } from './data.js'
import { opened, roundTrips } from './client.js'
import { ECHO, HALF_CLOSE, halfCloseBytes, HASH, RESET } from './serve.js'
import { ResetError, write } from './stream.js'

// Four times the window that a yamux stream starts with: it only gets through if the remote reads and gives credit
// after it has closed its own half.
const CLIENT_BYTES = 1 << 20

// Closes one half at a time, the remote's first and then ours, and moves data in the other half.
export async function halfClose(peer, request, signal) {
    const connection = await peer.target(request, signal)
    return {
        remoteFirst: await named('remote closes first', remoteClosesFirst(connection, signal)),
        localFirst: await named('local closes first', localClosesFirst(connection, signal))
    }
}

// Lets the remote reset a stream, resets one itself, and pings to show that the connection survived both.
export async function reset(peer, request, signal) {
    const connection = await peer.target(request, signal)
    const remoteResetReason = await named('remote resets', remoteResets(connection, signal))
    await named('local resets', localResets(connection, signal))
    await roundTrips(connection, 1, signal)
    return { remoteReset: true, remoteResetReason, localReset: true }
}

async function remoteClosesFirst(connection, signal) {
    return await opened(connection, HALF_CLOSE, signal, async (stream, reader) => {
        const got = await reader.toEnd()
        expectSame(got, halfCloseBytes())
        const sentSha256 = await sendRandom(stream, CLIENT_BYTES, SEED.afterHalfClose)
        return { receivedBytes: got.length, sentBytes: CLIENT_BYTES, sentSha256 }
    })
}

async function localClosesFirst(connection, signal) {
    return await opened(connection, HASH, signal, async (stream, reader) => {
        const sentSha256 = await sendRandom(stream, CLIENT_BYTES, SEED.hash)
        await stream.close()
        expectSame(await reader.toEnd(), Buffer.from(sentSha256))
        return { sentBytes: CLIENT_BYTES, sentSha256 }
    })
}

async function remoteResets(connection, signal) {
    return await opened(connection, RESET, signal, async (stream, reader) => {
        await write(stream, Buffer.of(1))
        try {
            await reader.toEnd()
        } catch (error) {
            if (error instanceof ResetError) {
                return error.message
            }
            throw error
        }
        throw new Error('the stream was closed, not reset')
    })
}

// Resets a stream whose remote handler is surely running: it has echoed.
async function localResets(connection, signal) {
    await opened(connection, ECHO, signal, async (stream, reader) => {
        const data = randomBytes(SEED.streams, 1024)
        await write(stream, data)
        expectSame(await reader.exactly(data.length), data)
        stream.abort(new Error('reset as a test'))
    })
}

async function named(what, promise) {
    try {
        return await promise
    } catch (error) {
        throw new Error(`${what}: ${error.message}`)
    }
}

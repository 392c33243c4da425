// What the test can ask of this peer.

import { benchConnect, benchPing } from './bench.js'
import { opened, roundTrips } from './client.js'
import { expectSame, randomBytes, SEED } from './data.js'
import { halfClose, reset } from './halves.js'
import { identify } from './identify.js'
import { benchPerf, perf } from './perf.js'
import { ECHO, PUSHED, servePushed } from './serve.js'
import { stats } from './stats.js'
import { write } from './stream.js'
import { withTimeout } from './time.js'

const COMMAND_SECONDS_MAX = 60
const BENCH_SECONDS_MAX = 600

const COMMANDS = {
    connect,
    disconnect,
    connections,
    identify,
    push,
    ping,
    perf,
    streams,
    'half-close': halfClose,
    reset,
    'perf-report': peer => peer.perfServed.take(),
    'half-close-report': peer => peer.halfCloseServed.take(),
    'reset-report': peer => peer.echoAborted.take(),
    stats,
    'bench-connect': benchConnect,
    'bench-ping': benchPing,
    'bench-perf': benchPerf
}

// Runs one command to its end, within its time limit, and never fails: what went wrong is in the answer.
export async function obey(peer, line) {
    let request
    try {
        request = JSON.parse(line)
    } catch (error) {
        return { ok: false, error: `not a command: ${error.message}` }
    }
    const { cmd } = request
    if (!Object.hasOwn(COMMANDS, cmd)) {
        return { cmd, ok: false, error: 'unknown command' }
    }
    const limit = request.timeoutSeconds || (cmd.startsWith('bench-') ? BENCH_SECONDS_MAX : COMMAND_SECONDS_MAX)
    try {
        const answer = await withTimeout(limit * 1000, `not done within ${limit} s`,
            signal => COMMANDS[cmd](peer, request, signal))
        return { cmd, ok: true, ...answer }
    } catch (error) {
        return { cmd, ok: false, error: error.message, ...wrongPeer(error) }
    }
}

// The library tells who was found in the text of its error alone.
function wrongPeer(error) {
    const found = /identity key (\w+) does not match expected/.exec(error.message)
    return found == null ? {} : { wrongPeer: true, foundPeerId: found[1] }
}

async function connect(peer, request, signal) {
    return { peerId: (await peer.target(request, signal)).remotePeer.toString() }
}

async function disconnect(peer, request, signal) {
    const all = peer.connectionsTo(request.peerId)
    await Promise.all(all.map(connection => connection.close({ signal })))
    return { closed: all.length }
}

// The library does not tell the local address.
function connections(peer) {
    return {
        connections: peer.node.getConnections().map(connection => ({
            peerId: connection.remotePeer.toString(),
            direction: connection.direction,
            localAddress: null,
            remoteAddress: connection.remoteAddr.toString(),
            security: connection.encryption,
            muxer: connection.multiplexer,
            earlyMuxer: peer.earlyMuxers.has(connection.remotePeer.toString())
        }))
    }
}

// Serves one protocol more, which the library tells every connected peer in an identify push.
async function push(peer) {
    await servePushed(peer)
    return { protocol: PUSHED }
}

async function ping(peer, request, signal) {
    return { rttsMs: await roundTrips(await peer.target(request, signal), request.count || 5, signal) }
}

// Holds `count` echo streams open at once: each proves, before any of them ends, that it carries its own data; after
// that each sends as much again and ends.
async function streams(peer, request, signal) {
    const connection = await peer.target(request, signal)
    const [count, half] = [request.count || 100, request.bytes || 4096]
    const start = performance.now()
    let waiting = count
    const all = Promise.withResolvers()
    const echo = i => opened(connection, ECHO, signal, async (stream, reader) => {
        const first = randomBytes(SEED.streams + i, half)
        await write(stream, first)
        expectSame(await reader.exactly(half), first)
        if (--waiting === 0) {
            all.resolve()
        }
        await all.promise
        const second = randomBytes(SEED.streams + count + i, half)
        await write(stream, second)
        await stream.close()
        expectSame(await reader.toEnd(), second)
    })
    await Promise.all(Array.from({ length: count }, (_, i) => echo(i)))
    return { streams: count, bytesEach: 2 * half, seconds: (performance.now() - start) / 1000 }
}

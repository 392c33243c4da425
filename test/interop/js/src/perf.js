// Moving data.

import { receive, SEED, sendRandom, sendZeros } from './data.js'
import { PERF } from './serve.js'
import { write } from './stream.js'
import { opened } from './client.js'

const MEBIBYTE = 1 << 20

// Uploads, then downloads, and hashes both.
export async function perf(peer, request, signal) {
    const [up, down] = [request.up ?? 0, request.down ?? 0]
    const done = await exchange(await peer.target(request, signal), up, down, null, signal)
    return {
        sentBytes: up,
        sentSha256: done.sentSha256,
        receivedBytes: done.got.bytes,
        receivedSha256: done.got.sha256,
        upSeconds: done.upSeconds,
        upMiBps: rate(up, done.upSeconds),
        downSeconds: done.downSeconds,
        downMiBps: rate(down, done.downSeconds)
    }
}

// Measures uploads and downloads one after the other, each on a stream of its own.
export async function benchPerf(peer, request, signal) {
    const connection = await peer.target(request, signal)
    const { up = 0, down = 0, warmupBytes = 0 } = request
    const writeBytes = request.writeBytes || 64 << 10
    const [upMiBps, downMiBps] = [[], []]
    // The warm-up is the same kind of exchange, not counted.
    await measure(connection, up && warmupBytes, down && warmupBytes, writeBytes, [], [], signal)
    for (let run = 0; run < (request.runs || 5); run++) {
        await measure(connection, up, down, writeBytes, upMiBps, downMiBps, signal)
    }
    return { upMiBps, downMiBps, writeBytes }
}

async function measure(connection, up, down, writeBytes, upMiBps, downMiBps, signal) {
    if (up > 0) {
        upMiBps.push(rate(up, (await exchange(connection, up, 0, writeBytes, signal)).upSeconds))
    }
    if (down > 0) {
        const { upSeconds, downSeconds } = await exchange(connection, 0, down, writeBytes, signal)
        downMiBps.push(rate(down, upSeconds + downSeconds))
    }
}

// One stream, hashed, or with the size of a write given for a benchmark not.
async function exchange(connection, up, down, writeBytes, signal) {
    return await opened(connection, PERF, signal, async (stream, reader) => {
        const header = Buffer.alloc(8)
        header.writeBigUInt64BE(BigInt(down))
        const start = performance.now()
        await write(stream, header)
        const sentSha256 = writeBytes == null
            ? await sendRandom(stream, up, SEED.upload)
            : await sendZeros(stream, up, writeBytes)
        await stream.close()
        const got = await receive(reader, writeBytes == null)
        if (got.bytes !== down) {
            throw new Error(`${got.bytes} bytes came, ${down} were asked for`)
        }
        const end = performance.now()
        return { sentSha256, got, upSeconds: (got.first - start) / 1000, downSeconds: (end - got.first) / 1000 }
    })
}

function rate(bytes, seconds) {
    return bytes === 0 || seconds <= 0 ? 0 : bytes / MEBIBYTE / seconds
}

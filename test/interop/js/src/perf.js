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

// Measures uploads and downloads one after the other, each on new streams.
export async function benchPerf(peer, request, signal) {
    const connection = await peer.target(request, signal)
    const { up = 0, down = 0, warmupBytes = 0 } = request
    const [streams, writeBytes] = [request.streams || 1, request.writeBytes || 64 << 10]
    const [upMiBps, downMiBps] = [[], []]
    for (let run = 0; run <= (request.runs || 5); run++) {
        const bytes = wanted => run === 0 ? wanted && warmupBytes : wanted
        const rates = [await move(connection, bytes(up), 0, streams, writeBytes, signal),
            await move(connection, 0, bytes(down), streams, writeBytes, signal)]
        if (run > 0) { // The first is the warm-up: the same kind of exchange, not counted.
            upMiBps.push(...rates[0])
            downMiBps.push(...rates[1])
        }
    }
    return { upMiBps, downMiBps, writeBytes, streams }
}

// Shares the bytes among streams that are open at once, and returns the rate of all, or nothing where there are none.
async function move(connection, up, down, streams, writeBytes, signal) {
    if (up + down === 0) {
        return []
    }
    const share = bytes => Math.floor(bytes / streams)
    const start = performance.now()
    await Promise.all(Array.from({ length: streams },
        () => exchange(connection, share(up), share(down), writeBytes, signal)))
    return [rate(up + down, (performance.now() - start) / 1000)]
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

// The bytes that are moved: made, hashed, counted.

import { createHash } from 'node:crypto'
import { write } from './stream.js'

// Seeds of the pseudo random streams: what is sent in one place differs from what is sent in another.
export const SEED = { upload: 1, download: 2, afterHalfClose: 3, hash: 4, streams: 5 }

const PIECE_BYTES = 64 << 10

// The pseudo random byte stream of all test peers: xorshift32 (shifts 13, 17, 5), whose states after each step are
// written as four bytes each, lowest first. The seed is the state before the first step, never 0.
class Random {
    #state

    constructor(seed) {
        this.#state = seed
    }

    // The next bytes; only the last call of a stream may ask for a number that is not a multiple of 4.
    next(length) {
        const bytes = Buffer.allocUnsafe(length + 3 & ~3)
        let x = this.#state
        for (let at = 0; at < bytes.length; at += 4) {
            x ^= x << 13
            x ^= x >>> 17
            x ^= x << 5
            bytes.writeInt32LE(x, at)
        }
        this.#state = x
        return bytes.subarray(0, length)
    }
}

export function randomBytes(seed, length) {
    return new Random(seed).next(length)
}

// Writes `length` bytes of a seed's stream and returns their SHA-256.
export async function sendRandom(stream, length, seed) {
    const random = new Random(seed)
    const sum = createHash('sha256')
    for (let left = length; left > 0; left -= PIECE_BYTES) {
        const piece = random.next(Math.min(left, PIECE_BYTES))
        sum.update(piece)
        await write(stream, piece)
    }
    return sum.digest('hex')
}

// Writes zero bytes in writes of `writeBytes`, for benchmarks.
export async function sendZeros(stream, length, writeBytes) {
    const zeros = new Uint8Array(writeBytes)
    for (let left = length; left > 0; left -= writeBytes) {
        await write(stream, left < writeBytes ? zeros.subarray(0, left) : zeros)
    }
}

// What came until the sender's half-close: how much, when it began to come, and its SHA-256 if it is to be hashed.
export async function receive(reader, hashed) {
    const sum = createHash('sha256')
    let bytes = 0
    let first = null
    for (let chunk = await reader.next(); chunk != null; chunk = await reader.next()) {
        first ??= performance.now()
        bytes += chunk.length
        if (hashed) {
            sum.update(chunk)
        }
    }
    return { bytes, first: first ?? performance.now(), sha256: hashed ? sum.digest('hex') : null }
}

export function expectSame(got, want) {
    if (!got.equals(want)) {
        throw new Error(`${got.length} bytes came that differ from the ${want.length} expected`)
    }
}

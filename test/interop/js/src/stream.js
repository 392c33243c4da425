// Streams of the library, which come as events, as reads that wait and writes that wait.

// Reads one stream. It must be made before the stream's first event, that is at once.
export class Reader {
    #stream
    #chunks = []
    #wake = () => {}

    constructor(stream) {
        this.#stream = stream
        stream.addEventListener('message', event => {
            this.#chunks.push(event.data.subarray())
            this.#wake()
        })
        stream.addEventListener('end', () => this.#wake())
        stream.addEventListener('close', () => this.#wake())
    }

    // The next bytes, or null at the end.
    async next() {
        while (this.#chunks.length === 0) {
            if (this.#stream.status === 'reset' || this.#stream.status === 'aborted') {
                throw new ResetError(`the stream was ${this.#stream.status}`)
            }
            if (this.#stream.readableEnded && this.#stream.readBufferLength === 0) {
                return null
            }
            await new Promise(resolve => { this.#wake = resolve })
        }
        return this.#chunks.shift()
    }

    // As many bytes as asked for.
    async exactly(length) {
        const parts = []
        let missing = length
        while (missing > 0) {
            const chunk = await this.next()
            if (chunk == null) {
                throw new Error(`the stream ended ${missing} bytes early`)
            }
            parts.push(chunk.subarray(0, missing))
            if (chunk.length > missing) {
                this.#chunks.unshift(chunk.subarray(missing))
            }
            missing -= parts.at(-1).length
        }
        return Buffer.concat(parts)
    }

    async toEnd() {
        const parts = []
        for (let chunk = await this.next(); chunk != null; chunk = await this.next()) {
            parts.push(chunk)
        }
        return Buffer.concat(parts)
    }
}

// The stream is gone, and not by two half-closes.
export class ResetError extends Error {
    name = 'ResetError'
}

// Writes all, or fails. The bytes belong to the library from then on.
export async function write(stream, bytes) {
    if (!stream.send(bytes)) {
        await stream.onDrain()
    }
}

// Limits of time.

import { setMaxListeners } from 'node:events'

// Runs `work`, which is given a signal to end it by, for at most so long. What it has left behind, after a failure,
// ends by the same signal.
export async function withTimeout(milliseconds, message, work) {
    const over = new AbortController()
    setMaxListeners(0, over.signal) // Every stream of a command listens.
    const timer = setTimeout(() => over.abort(new Error(message)), milliseconds)
    const aborted = new Promise((_, reject) => {
        over.signal.addEventListener('abort', () => reject(over.signal.reason), { once: true })
    })
    try {
        return await Promise.race([work(over.signal), aborted])
    } finally {
        clearTimeout(timer)
        over.abort(new Error('the command has ended'))
    }
}

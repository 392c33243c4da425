// What Linux tells of this process.

import { readFileSync } from 'node:fs'

const CLOCK_TICKS_PER_SECOND = 100 // Of /proc: the same on every Linux.

export function stats(peer) {
    return {
        rssBytes: process.memoryUsage.rss(),
        startToListeningMs: peer.listeningMs,
        connections: peer.node.getConnections().length
    }
}

// In steps of 10 ms, which is all that Linux tells; null elsewhere.
export function millisecondsSinceProcessStart() {
    try {
        const stat = readFileSync('/proc/self/stat', 'utf8')
        // The command's name, in brackets, may hold spaces; the start is the 20th field after it.
        const started = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19])
        const now = Number(readFileSync('/proc/uptime', 'utf8').split(' ')[0])
        return Math.max(0, Math.round(now * 1000 - started * 1000 / CLOCK_TICKS_PER_SECOND))
    } catch {
        return null
    }
}

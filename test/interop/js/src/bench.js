// Pings and connections by the thousand.

import { roundTrips } from './client.js'
import { newNode, privateKey } from './node.js'
import { loopback } from './options.js'

// Counts in microseconds, after some pings that are not counted.
export async function benchPing(peer, request, signal) {
    const [count, warmups] = [request.count || 1000, request.warmups || 200]
    const rtts = await roundTrips(await peer.target(request, signal), warmups + count, signal)
    const sorted = rtts.slice(warmups).sort((one, other) => one - other)
    const micros = index => sorted[Math.floor(index)] * 1000
    return { count, p50Micros: micros(count / 2), p99Micros: micros(count * 99 / 100) }
}

// Dials, waits for identify and closes, over and over. The library joins dials to one peer, so each of the concurrent
// dialers is a node of its own.
export async function benchConnect(peer, request, signal) {
    const address = loopback(request.address ?? '')
    if (address.getComponents().at(-1).name !== 'p2p') {
        throw new Error('bench-connect needs an address with /p2p/ID')
    }
    const concurrency = request.concurrency || 1
    const perSecond = new Array(request.seconds || 5).fill(0)
    const nodes = await Promise.all(Array.from({ length: concurrency }, async () => {
        const node = await newNode(await privateKey('ed25519'), [])
        await node.start()
        return node
    }))
    const start = performance.now()
    try {
        await Promise.all(nodes.map(node => dialOverAndOver(node, address, start, perSecond, signal)))
    } finally {
        await Promise.all(nodes.map(node => node.stop()))
    }
    return { concurrency, perSecond }
}

async function dialOverAndOver(node, address, start, perSecond, signal) {
    for (;;) {
        const identified = Promise.withResolvers()
        node.addEventListener('peer:identify', identified.resolve, { once: true })
        const connection = await node.dial(address, { signal })
        await identified.promise
        const second = Math.floor((performance.now() - start) / 1000)
        if (second < perSecond.length) {
            perSecond[second]++
        }
        await connection.close({ signal })
        if (second >= perSecond.length) {
            return
        }
    }
}

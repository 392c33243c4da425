// A js-libp2p node for the interop tests of Mote. It serves a few protocols, takes one command a line on stdin and
// answers each with one line on stdout: ../../README.md is its contract.
//
// Start here, then node.js (the node), stream.js (how a stream is read and written), serve.js (what a remote can ask
// of it) and commands.js (what the test can ask of it).

import './withResolvers.js'
import { createInterface } from 'node:readline'
import { obey } from './commands.js'
import { parse } from './options.js'
import { Peer } from './peer.js'

function fail(code, error) {
    console.error(`peer: ${error.message}`)
    process.exit(code)
}

let options
try {
    options = parse(process.argv.slice(2))
} catch (error) {
    fail(2, error)
}
let peer
try {
    peer = await Peer.start(options)
} catch (error) {
    fail(1, error)
}
// The library lets failures of its background work go unhandled, which would end the process.
process.on('unhandledRejection', error => console.error(`peer: in the background: ${error?.stack ?? error}`))

function print(answer) {
    process.stdout.write(`${JSON.stringify(answer)}\n`)
}

print({ peerId: peer.node.peerId.toString(), addresses: peer.addresses() })
for await (const line of createInterface({ input: process.stdin })) {
    print(await obey(peer, line))
}
process.exit(0) // At once: open connections and streams are not waited for.

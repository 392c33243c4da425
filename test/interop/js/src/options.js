// The command line.

import { parseArgs } from 'node:util'
import { multiaddr } from '@multiformats/multiaddr'

const KEY_TYPES = ['ed25519', 'rsa', 'ecdsa', 'secp256k1']

export function parse(args) {
    const { values } = parseArgs({
        args,
        options: {
            listen: { type: 'string', multiple: true, default: [] },
            'no-listen': { type: 'boolean', default: false },
            'key-type': { type: 'string', default: 'ed25519' },
            key: { type: 'string' },
            security: { type: 'string', default: 'noise' },
            muxer: { type: 'string', default: 'yamux' },
            'write-bytes': { type: 'string', default: `${64 << 10}` },
            bench: { type: 'boolean', default: false }
        }
    })
    only('--security', values.security, ['noise'])
    only('--muxer', values.muxer, ['yamux'])
    only('--key-type', values['key-type'], KEY_TYPES)
    if (values.key != null && values['key-type'] !== 'rsa') {
        throw new Error('--key needs --key-type rsa')
    }
    const writeBytes = Number(values['write-bytes'])
    if (!Number.isInteger(writeBytes) || writeBytes < 1) {
        throw new Error(`--write-bytes ${values['write-bytes']}: not a number above 0`)
    }
    if (values['no-listen'] && values.listen.length > 0) {
        throw new Error('--listen and --no-listen exclude each other')
    }
    const listen = values['no-listen'] || values.listen.length > 0 ? values.listen : ['/ip4/127.0.0.1/tcp/0']
    listen.forEach(loopback)
    return { listen, keyType: values['key-type'], keyFile: values.key, writeBytes, bench: values.bench }
}

// Parses an address and refuses one that is not on this machine.
export function loopback(text) {
    const address = multiaddr(text)
    if (!isLoopback(address)) {
        throw new Error(`${text}: only loopback addresses are used`)
    }
    return address
}

export function isLoopback(address) {
    const first = address.getComponents()[0]
    return (first?.name === 'ip4' && first.value.startsWith('127.')) || (first?.name === 'ip6' && first.value === '::1')
}

function only(flag, value, known) {
    if (!known.includes(value)) {
        throw new Error(`${flag} ${value}: only ${known.join(', ')}`)
    }
}

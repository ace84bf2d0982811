// What each operation costs, counted and not timed: the same on every machine, however busy.
import { createSecretKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { nodeBackend } from '@jose/backend-node'
import { createJose, type SyncKeySource } from '@jose/core'
import { describe, expect, it } from 'vitest'
import { type Calls, counting } from './counting.ts'

const { backend, during } = counting(nodeBackend())
const { jwt, jws, jwe, jwk, jwks } = createJose(backend)

const claims = { iss: 'me', sub: 'alice', aud: 'you', exp: Math.floor(Date.now() / 1000) + 3600 }
const secret = 'a secret of at least thirty-two bytes'
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const options = { audience: 'you', issuer: 'me' }
const by = (algorithm: string) => ({ algorithms: [algorithm], ...options })
const tokens = {
  HS256: jwt.encodeSync(claims, secret, { algorithm: 'HS256' }),
  RS256: jwt.encodeSync(claims, rsa.privateKey, { algorithm: 'RS256' }),
  ES256: jwt.encodeSync(claims, ec.privateKey, { algorithm: 'ES256' }),
}
const key = {
  HS256: jwk.constructSync(secret, 'HS256'),
  RS256: jwk.constructSync(rsa.publicKey, 'RS256'),
  ES256: jwk.constructSync(ec.publicKey, 'ES256'),
  signing: jwk.constructSync(rsa.privateKey, 'RS256'),
  content: jwk.constructSync(new Uint8Array(32), 'dir'),
  oaep: jwk.constructSync(rsa.privateKey, 'RSA-OAEP-256'),
}
const verifier = jwt.createVerifierSync(key.HS256, by('HS256'))
const cached = jwt.createVerifierSync(key.RS256, { ...by('RS256'), cache: true })
const signer = jwt.createSignerSync(key.HS256, { algorithm: 'HS256' })
const plaintext = new Uint8Array(1024)
const encrypted = {
  dir: jwe.encryptSync(plaintext, key.content, { algorithm: 'dir', encryption: 'A256GCM' }),
  oaep: jwe.encryptSync(plaintext, key.oaep, { algorithm: 'RSA-OAEP-256', encryption: 'A256GCM' }),
}
const set = jwks.local({ keys: [{ ...rsa.publicKey.export({ format: 'jwk' }), kid: '2026', alg: 'RS256' }] })

/** One pass over the payload, and one signature: nothing twice, and nothing of a header or key that has been seen. */
const read = { base64urlDecodeText: 1, 'JSON.parse': 1 }
const written = { base64urlEncodeText: 1, 'JSON.stringify': 1 }

describe('what is called, once everything has been seen', () => {
  it.each<readonly [what: string, run: () => unknown, calls: Calls]>([
    ['decode HS256', () => jwt.decodeSync(tokens.HS256, key.HS256, by('HS256')), { verifyMac: 1, ...read }],
    ['decode HS256 with a secret', () => jwt.decodeSync(tokens.HS256, secret, by('HS256')), { verifyMac: 1, ...read }],
    ['verify HS256, prepared', () => verifier(tokens.HS256), { verifyMac: 1, ...read }],
    ['verify RS256, remembered', () => cached(tokens.RS256), {}],
    [
      'decode RS256',
      () => jwt.decodeSync(tokens.RS256, key.RS256, by('RS256')),
      { base64urlDecode: 1, verify: 1, ...read },
    ],
    [
      'decode ES256',
      () => jwt.decodeSync(tokens.ES256, key.ES256, by('ES256')),
      { base64urlDecode: 1, verify: 1, ...read },
    ],
    [
      'decode by a set of keys',
      () => jwt.decodeSync(tokens.RS256, set, by('RS256')),
      { base64urlDecode: 1, verify: 1, ...read },
    ],
    ['sign HS256, prepared', () => signer(claims), { mac: 1, ...written }],
    // The header's members are the text that it is remembered by.
    [
      'encode HS256',
      () => jwt.encodeSync(claims, key.HS256, { algorithm: 'HS256' }),
      { mac: 1, ...written, 'JSON.stringify': 2 },
    ],
    [
      'encode RS256',
      () => jwt.encodeSync(claims, key.signing, { algorithm: 'RS256' }),
      { sign: 1, base64urlEncode: 1, ...written, 'JSON.stringify': 2 },
    ],
    [
      'jws.verify',
      () => jws.verifySync(tokens.HS256, key.HS256, { algorithms: ['HS256'] }),
      { verifyMac: 1, base64urlDecode: 1 },
    ],
    // Four segments behind the header; of `dir` the first is empty.
    [
      'encrypt by dir',
      () => jwe.encryptSync(plaintext, key.content, { algorithm: 'dir', encryption: 'A256GCM' }),
      { random: 1, encrypt: 1, base64urlEncode: 4, 'JSON.stringify': 1 },
    ],
    [
      'decrypt by dir',
      () => jwe.decryptSync(encrypted.dir, key.content, { algorithms: ['dir'], encryptions: ['A256GCM'] }),
      { decrypt: 1, base64urlDecode: 4 },
    ],
    // The random octets are the key that takes the place of one that does not unwrap.
    [
      'decrypt by RSA-OAEP-256',
      () => jwe.decryptSync(encrypted.oaep, key.oaep, { algorithms: ['RSA-OAEP-256'], encryptions: ['A256GCM'] }),
      { unwrap: 1, random: 1, importKey: 1, decrypt: 1, base64urlDecode: 4 },
    ],
  ])('%s', async (_what, run, calls) => {
    await run()
    await run()
    expect((await during(run)).calls).toEqual(calls)
  })

  it.each<readonly [what: string, run: () => unknown, calls: Calls]>([
    ['decode HS256', () => jwt.decode(tokens.HS256, key.HS256, by('HS256')), { verifyMac: 1, ...read }],
    [
      'decode RS256',
      () => jwt.decode(tokens.RS256, key.RS256, by('RS256')),
      { base64urlDecode: 1, verify: 1, ...read },
    ],
    [
      'encode RS256',
      () => jwt.encode(claims, key.signing, { algorithm: 'RS256' }),
      { sign: 1, base64urlEncode: 1, ...written, 'JSON.stringify': 2 },
    ],
    [
      'decrypt by dir',
      () => jwe.decrypt(encrypted.dir, key.content, { algorithms: ['dir'], encryptions: ['A256GCM'] }),
      { decrypt: 1, base64urlDecode: 4 },
    ],
  ])('%s, async', async (_what, run, calls) => {
    await run()
    await run()
    expect((await during(run)).calls).toEqual(calls)
  })
})

describe('what is refused before it costs anything', () => {
  const refused = (token: string, of = 'HS256') => {
    try {
      jwt.decodeSync(token, key.HS256, by(of))
    } catch {
      return
    }
    throw new Error('was taken for good')
  }

  it.each<readonly [what: string, run: () => unknown, calls: Calls]>([
    ['an algorithm that is not allowed', () => refused(tokens.HS256, 'HS512'), {}],
    ['a MAC of another length', () => refused(`${tokens.HS256.slice(0, -43)}${'A'.repeat(86)}`), {}],
    ['two segments', () => refused(tokens.HS256.slice(0, tokens.HS256.lastIndexOf('.'))), {}],
    // The claims of a forged token are never read.
    ['another MAC', () => refused(`${tokens.HS256.slice(0, -43)}${'A'.repeat(43)}`), { verifyMac: 1 }],
  ])('%s', async (_what, run, calls) => {
    await run()
    expect((await during(run)).calls).toEqual(calls)
  })
})

describe('keys parsed by a thousand calls', () => {
  const jwkOf = (object: KeyObject) => object.export({ format: 'jwk' })
  const pem = rsa.publicKey.export({ format: 'pem', type: 'spki' }) as string
  const thousand = {
    keys: Array.from({ length: 1000 }, (_, index) => ({ ...jwkOf(rsa.publicKey), kid: `${index}`, alg: 'RS256' })),
  }
  const ofTheSet = jwt.encodeSync(claims, rsa.privateKey, { algorithm: 'RS256', headers: { kid: '777' } })
  const octets = new TextEncoder().encode(secret)
  // Nobody has seen these before.
  const fresh = createJose(backend)

  it.each<readonly [form: string, token: string, key: SyncKeySource, algorithm: string, first: Calls]>([
    ['a PEM', tokens.RS256, pem, 'RS256', { importKey: 1 }],
    ['a JWK', tokens.RS256, jwkOf(rsa.publicKey), 'RS256', { adopt: 1, importKey: 1 }],
    // Its public half is a key of its own.
    ['a private JWK', tokens.ES256, jwkOf(ec.privateKey), 'ES256', { adopt: 1, importKey: 2 }],
    ['a secret as text', tokens.HS256, secret, 'HS256', { importKey: 1 }],
    ['a secret as octets', tokens.HS256, octets, 'HS256', { importKey: 1 }],
    ['a KeyObject', tokens.RS256, rsa.publicKey, 'RS256', { adopt: 1 }],
    ['a secret KeyObject', tokens.HS256, createSecretKey(octets), 'HS256', { adopt: 1 }],
    ['a set of 1,000 keys as plain data', ofTheSet, thousand, 'RS256', { adopt: 1, importKey: 1 }],
    ['jwks.local of 1,000 keys', ofTheSet, fresh.jwks.local(thousand), 'RS256', { adopt: 1, importKey: 1 }],
  ])('%s: what it needs once, and then none', async (_form, token, key, algorithm, first) => {
    const decode = (): unknown => fresh.jwt.decodeSync(token, key, by(algorithm))
    expect(parses((await during(decode)).calls)).toEqual(first)
    const rest = await during(() => {
      for (let count = 0; count < 999; count++) decode()
    })
    expect(parses(rest.calls)).toEqual({})
    expect(rest.calls['JSON.parse']).toBe(999)
  })
})

/** Of the calls, those that make keys. */
function parses(calls: Calls): Calls {
  const making = ['importKey', 'adopt', 'exportKey', 'generateKey']
  return Object.fromEntries(Object.entries(calls).filter(([name]) => making.includes(name)))
}

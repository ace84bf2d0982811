import { base64url, InvalidKeyError, JWKError } from '@jose/core'
import { equal, ok, refuses } from '../assert.ts'
import type { Suite } from '../suite.ts'
import { flipped, secret, utf8 } from './craft.ts'
import { everything, spellings } from './leaks.ts'
import { needing, needKey, signers, testKeys } from './test-keys.ts'

/** What a `Key` does by itself, and what it never tells. */
export const keyMethods: Suite = (o, it) => {
  for (const signer of signers) {
    const [algorithm, name] = signer
    const { private: jwk, public: half } = testKeys[name]
    needing(
      o,
      it,
      signer,
      `${algorithm} with the ${name} key: key.sign and key.verify`,
      async () => {
        const key = await o.construct(jwk, algorithm)
        for (const data of ['', 'text', 'Zoë', Uint8Array.of(0, 255)]) {
          const signed = await key.sign(data)
          ok(signed instanceof Uint8Array && signed.length >= 32, 'a signature in bytes')
          const octets = typeof data === 'string' ? utf8(data) : data
          equal(await key.verify(octets, signed), true, 'by the private key')
          if (half !== undefined) {
            equal(await (await o.construct(half, algorithm)).verify(data, signed), true, 'by the public key')
            equal(await (await key.publicKey()).verify(data, signed), true, 'by the public half')
          }
          const bad = [flipped(signed), flipped(signed, 0), signed.slice(1), signed.slice(0, -1), new Uint8Array(0)]
          for (const changed of [...bad, Uint8Array.of(...signed, 0)]) equal(await key.verify(data, changed), false)
          equal(await key.verify('other', signed), false, 'over other data')
        }
        const token = await o.sign('x', key.key)
        const [header, payload, signed = ''] = token.split('.')
        equal(await key.verify(`${header}.${payload}`, base64url.decode(signed)), true, 'of a token')
      },
      () => o.sign('x', jwk, { algorithm }),
    )
  }
  it('a public key cannot sign', async () => {
    const key = await o.construct(testKeys.ES256.public, 'ES256')
    await refuses(() => key.sign('x'), { is: InvalidKeyError })
  })
  it('a key without an algorithm must be given one', async () => {
    const key = await o.construct(testKeys.ES256.private)
    await refuses(() => key.sign('x'), { is: InvalidKeyError })
    await refuses(() => key.verify('x', new Uint8Array(64)), { is: InvalidKeyError })
  })
  it('a key for something else cannot sign or verify', async () => {
    for (const attributes of [{ use: 'enc' }, { key_ops: ['encrypt'] }, { key_ops: [] }]) {
      const key = await o.construct({ ...testKeys.ES256.private, alg: 'ES256', ...attributes })
      await refuses(() => key.sign('x'), { is: InvalidKeyError })
      await refuses(() => key.verify('x', new Uint8Array(64)), { is: InvalidKeyError })
    }
  })
  it('data is a string or bytes, a signature is bytes', async () => {
    const key = await o.construct(secret, 'HS256')
    for (const data of [undefined, null, 5, {}, ['x']]) {
      await refuses(() => key.sign(data as string), { is: TypeError })
      await refuses(() => key.verify(data as string, new Uint8Array(32)), { is: TypeError })
    }
    for (const signature of [undefined, null, 'AAAA', [1], {}]) {
      await refuses(() => key.verify('x', signature as unknown as Uint8Array), { is: TypeError })
    }
  })
  it('a secret has no public half, and no form but a JWK', async () => {
    const key = await o.construct(secret, 'HS256')
    await refuses(() => key.publicKey(), { is: JWKError })
    await refuses(() => key.toJwk(), { is: JWKError })
    for (const options of [{}, { private: true }, { private: true, format: 'pkcs8' as const }]) {
      await refuses(() => key.toPem(options), { is: JWKError })
      await refuses(() => key.toDer(options), { is: JWKError })
    }
  })
  it('an export is the caller’s own: changing it changes no key', async () => {
    const key = await o.construct({ ...testKeys.ES256.private, key_ops: ['sign'] })
    const jwk = (await key.toJwk({ private: true })) as { x: string; key_ops: string[] }
    jwk.x = 'AAAA'
    jwk.key_ops.push('encrypt')
    const octets = await key.toDer()
    octets.fill(0)
    equal(await key.toJwk({ private: true }), { ...testKeys.ES256.private, key_ops: ['sign'] })
    equal(await key.toPem(), testKeys.ES256.publicPem)
  })
  it('octets that the caller changes later change no key', async () => {
    const octets = utf8(secret)
    const key = await o.construct(octets, 'HS256')
    const signed = await key.sign('x')
    octets.fill(0)
    equal(await key.verify('x', signed), true)
    const bytes = Uint8Array.from(await (await o.construct(testKeys.ES256.private)).toDer())
    const pair = await o.construct({ der: bytes })
    bytes.fill(0)
    equal(await pair.toPem(), testKeys.ES256.publicPem)
  })
  it('a Key is frozen', async () => {
    const { key } = await o.construct({ ...testKeys.ES256.private, key_ops: ['sign'] })
    ok(Object.isFrozen(key) && Object.isFrozen(key.keyOps), 'frozen')
  })

  for (const name of ['HS256', 'RS256', 'ES256', 'Ed25519', 'ML-DSA-44'] as const) {
    it(`${name}: nothing private in JSON, in a string, among the properties`, async () => {
      needKey(o, name)
      const key = await o.construct(testKeys[name].private, name)
      const held = spellings(name)
      const token = await o.sign('x', key.key)
      const verified = await o.verify(token, key.key)
      for (const value of [key.key, { key: key.key }, verified, { ...key.key }]) {
        for (const text of [JSON.stringify(value), String(value), everything(value)]) {
          for (const spelling of held) ok(!text.includes(spelling), 'nothing private')
        }
      }
    })
    it(`${name}: nothing private in an error`, async () => {
      needKey(o, name)
      const { private: jwk } = testKeys[name]
      const member = name === 'HS256' ? 'k' : name === 'ML-DSA-44' ? 'priv' : 'd'
      const failures = [
        () => o.sign('x', { ...jwk, use: 'enc' }, { algorithm: name }),
        () => o.sign('x', jwk, { algorithm: name === 'ES256' ? 'ES384' : 'ES256' }),
        () => o.sign('x', { ...jwk, [member]: `${jwk[member]}=` }, { algorithm: name }),
        () =>
          o.sign('x', { ...jwk, [member]: (jwk[member] as string).slice(0, -8) + '!'.repeat(8) }, { algorithm: name }),
        () => o.construct(JSON.stringify(jwk).slice(0, -1), 'RS256'),
        () => o.construct(JSON.stringify(jwk), 'HS512'),
        async () => (await o.construct(jwk)).toPem({ private: true, format: name === 'RS256' ? 'sec1' : 'pkcs1' }),
        async () => (await o.construct(jwk, name)).toJwk({ secret: true } as object),
      ]
      for (const fail of failures) {
        const error = await refuses(fail, {})
        const text = `${error} ${error.stack} ${everything(error)}`
        for (const spelling of spellings(name)) ok(!text.includes(spelling), 'nothing private')
      }
    })
  }
}

import { type BackendKey, base64url, type JWK, type KeyMaterial } from '@jose/core'
import rfc7516 from '../../vectors/rfc/rfc7516.json' with { type: 'json' }
import rfc7517 from '../../vectors/rfc/rfc7517.json' with { type: 'json' }
import rfc8037 from '../../vectors/rfc/rfc8037.json' with { type: 'json' }
import { equal, refuses } from '../assert.ts'
import type { Operations } from '../modes.ts'
import type { It, Suite } from '../suite.ts'
import { altered } from './altered.ts'
import { flipped, octetsOf, replaced } from './craft.ts'
import { failsToDecrypt, flattened, primitivesOf } from './jwe-craft.ts'
import { needAlgorithms, skipLacking } from './test-keys.ts'

/** The format that `vectors/README.md` describes, as far as encryption goes. */
interface Vector {
  readonly name: string
  readonly serialization: string
  readonly algorithm: string
  readonly encryption: string
  readonly token: string | { readonly [member: string]: unknown }
  readonly key: { readonly jwk?: JWK; readonly secret?: string }
  readonly header: { readonly [member: string]: unknown }
  readonly payload: string
  readonly cek: string
  readonly deterministic?: boolean
}

const files = [rfc7516, rfc7517] as unknown as readonly {
  readonly source: string
  readonly encrypted: readonly Vector[]
}[]

/** Tokens that the RFCs print. */
export const jweVectors: Suite = (o, it) => {
  for (const { source, encrypted } of files)
    for (const vector of encrypted) register(o, it, `${source}, ${vector.name}`, vector)
  for (const vector of rfc8037.ecdh) registerAgreement(o, it, `RFC 8037, ${vector.name}`, vector)
  it('RFC 7518, appendix C: the key that ECDH-ES derives', async () => {
    needAlgorithms(o, 'A128GCM')
    if (!o.jose.supports('ECDH-ES', { curve: 'P-256' })) skipLacking(o, 'ECDH-ES on P-256')
    // Alice's ephemeral key, and Bob's.
    const alice = {
      kty: 'EC',
      crv: 'P-256',
      x: 'gI0GAILBdu7T53akrFmMyGcsF3n5dO7MmwNBHKW5SV0',
      y: 'SLW_xSffzlPWrHEVI30DHM_4egVwt3NQqeUD7nMFpps',
      d: '0_NxaRPUMQoAJt50Gz8YiTr8gRTwyEaCumd-MToTmIo',
    }
    const bob = {
      kty: 'EC',
      crv: 'P-256',
      x: 'weNJy2HscCSM6AEDTDg04biOvhFhyyWvOHQfeF_PxMQ',
      y: 'e8lnCO-AlStT-NJVX-crhB7QRYhiix03illJOVAOyck',
      d: 'VEmDZpDXXK8p8N0Cndsxs924q6nS1RXFASRl6BfUqdw',
    }
    const { d: _, ...half } = bob
    const sender = withEphemeral(o, alice)
    const options = { algorithm: 'ECDH-ES', encryption: 'A128GCM', apu: 'Alice', apv: 'Bob' }
    const token = await sender.encrypt('x', half, options)
    const { header, text } = await o.decrypt(token, bob)
    const { d: __, ...epk } = alice
    equal([header.epk, header.apu, header.apv, text()], [epk, 'QWxpY2U', 'Qm9i', 'x'])
    // The derived key decrypts as a secret would, under the same header.
    equal(await contentUnder(o, token, 'VqqN6vgjbSBcIijNcacQGg'), [0x78])
  })
}

function register(o: Operations, it: It, title: string, vector: Vector): void {
  const { algorithm, encryption, token, key, header, payload, deterministic } = vector
  const material = key.jwk ?? key.secret
  const options = { algorithms: [algorithm] }
  it(`${title}: decrypts, to the recorded header and plaintext`, async () => {
    needAlgorithms(o, algorithm, encryption)
    const decrypted = await o.decrypt(token, material, options)
    equal([decrypted.text(), decrypted.header], [payload, header])
    equal((await o.decrypt(token, material, { ...options, encryptions: encryption })).text(), payload)
  })
  it(`${title}: is refused with a bit changed`, async () => {
    needAlgorithms(o, algorithm, encryption)
    const changed =
      typeof token === 'string'
        ? [1, 2, 3, 4].map((index) => replaced(token, index, flipped(octetsOf(token)[index] as Uint8Array)))
        : ['iv', 'ciphertext', 'tag'].map((name) => ({
            ...token,
            [name]: base64url.encode(flipped(base64url.decode(token[name] as string))),
          }))
    for (const each of changed) await failsToDecrypt(o, each, material, options)
  })
  if (deterministic !== true || typeof token !== 'string') return
  it(`${title}: is made again from its random octets`, async () => {
    needAlgorithms(o, algorithm, encryption)
    const { alg: _, enc: __, p2s, p2c, ...members } = header
    const random = [vector.cek, ...(p2s === undefined ? [] : [p2s as string]), token.split('.')[2] as string]
    const again = await withRandom(o, random).encrypt(payload, material, {
      algorithm,
      encryption,
      headers: members,
      ...(p2c === undefined ? {} : { p2c: p2c as number }),
    })
    const inOrder = Object.keys(o.jose.jwe.getUnverifiedHeader(again)).join() === Object.keys(header).join()
    const [, encryptedKey, iv, ciphertext, tag] = again.split('.')
    equal([encryptedKey, iv], token.split('.').slice(1, 3))
    // What is authenticated is the header's text: where its members stand in another order, the tag is another.
    if (inOrder) equal(again, token)
    else equal(ciphertext, token.split('.')[3], `ciphertext (tag ${tag})`)
  })
}

interface Agreement {
  readonly algorithm: string
  readonly header: object
  readonly public: JWK
  readonly private: JWK
  readonly ephemeral: JWK
}

function registerAgreement(o: Operations, it: It, title: string, vector: Agreement): void {
  it(`${title}: the header that the sender writes, and the recipient reads`, async () => {
    const { algorithm, header } = vector
    const { kid, crv } = vector.public as { readonly kid: string; readonly crv: string }
    if (!o.jose.supports(algorithm, { curve: crv })) skipLacking(o, crv)
    const { enc } = header as { readonly enc: string }
    const options = { algorithm, encryption: enc, kid }
    const token = await withEphemeral(o, vector.ephemeral).encrypt('x', vector.public, options)
    equal(o.jose.jwe.getUnverifiedHeader(token), header)
    equal((await o.decrypt(token, vector.private)).text(), 'x')
    await refuses(() => o.decrypt(token, vector.ephemeral), { code: 'ERR_JWE_DECRYPTION' })
  })
}

/** The operations on a backend whose random octets are these, in their order. */
export function withRandom(o: Operations, values: readonly string[]): Operations {
  const left = values.map((text) => base64url.decode(text))
  const random = (length: number): Uint8Array => {
    const next = left.shift()
    if (next?.length !== length) throw new Error(`random octets: ${length} wanted, ${next?.length} given`)
    return next
  }
  return altered(o, { random })
}

/** The operations on a backend that generates this key. */
export function withEphemeral(o: Operations, jwk: JWK): Operations {
  const { async, sync } = o.backend
  const members = Object.entries(jwk).map(([name, value]) => [
    name,
    ['x', 'y', 'd'].includes(name) ? base64url.decode(value as string) : value,
  ])
  const material = Object.fromEntries(members) as KeyMaterial
  return altered(o, {
    async: { ...async, generateKey: () => async.importKey(material) },
    sync: sync && { ...sync, generateKey: () => sync.importKey(material) },
  })
}

/** The plaintext of a token of A128GCM under a content key. */
async function contentUnder(o: Operations, token: string, cek: string): Promise<unknown> {
  const primitives = primitivesOf(o)
  const key: BackendKey = await primitives.importKey({ kty: 'oct', k: base64url.decode(cek) })
  const { protected: head, iv, ciphertext, tag } = flattened(token) as { readonly [member: string]: string }
  const sealed = Uint8Array.from([...base64url.decode(ciphertext as string), ...base64url.decode(tag as string)])
  const additional = Uint8Array.from(head as string, (character) => character.charCodeAt(0))
  const opened = await primitives.decrypt(
    { name: 'AES-GCM', bits: 128 },
    key,
    base64url.decode(iv as string),
    sealed,
    additional,
  )
  return opened === undefined ? undefined : Array.from(opened)
}

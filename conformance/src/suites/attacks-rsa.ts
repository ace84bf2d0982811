import { base64url, JWSSignatureError } from '@jose/core'
import { equal, ok, refuses } from '../assert.ts'
import type { Operations } from '../modes.ts'
import type { Suite } from '../suite.ts'
import { octetsOf, segment, utf8 } from './craft.ts'
import { fromHex, fromNumber, joined, toNumber } from './der.ts'
import { pssWithSalt } from './pss-salts.ts'
import { refuseSignature } from './refuse-signature.ts'
import { testKeys } from './test-keys.ts'
import { rsaExponent3 } from './weak-keys.ts'

/** RSA signatures that only a lax verifier takes (RFC 8017 §8). */
export const attacksRsa: Suite = (o, it) => {
  it('RSA: a signature shorter or longer than the modulus', async () => {
    const n = toNumber(base64url.decode(testKeys.RS256.public.n ?? ''))
    // These texts have signatures that begin with a zero octet.
    for (const text of ['message 59', 'message 113']) {
      const token = await o.sign(text, testKeys.RS256.private, { algorithm: 'RS256' })
      const made = octetsOf(token)[2] as Uint8Array
      equal([made.length, made[0]], [256, 0], 'a signature that begins with a zero')
      const value = toNumber(made)
      const bad = [made.slice(1), joined([0], made), joined(made, [0]), fromNumber(value + n), new Uint8Array(0)]
      for (const signature of bad) await refuseSignature(o, 'RS256', token, signature)
    }
    for (const algorithm of ['RS384', 'RS512', 'PS256', 'PS384', 'PS512']) {
      const token = await o.sign('x', testKeys.RS256.private, { algorithm })
      const made = octetsOf(token)[2] as Uint8Array
      for (const signature of [made.slice(1), made.slice(0, -1), joined([0], made), joined(made, [0])]) {
        await refuseSignature(o, algorithm, token, signature, 'RS256')
      }
    }
  })
  it('RSA: 0, 1, n − 1, n and n + 1 are no signatures', async () => {
    const n = toNumber(base64url.decode(testKeys.RS256.public.n ?? ''))
    for (const algorithm of ['RS256', 'PS256']) {
      const token = await o.sign('x', testKeys.RS256.private, { algorithm })
      for (const value of [0n, 1n, 2n, n - 1n, n, n + 1n, (1n << 2048n) - 1n]) {
        await refuseSignature(o, algorithm, token, fromNumber(value, 256), 'RS256')
      }
    }
  })
  it('RSA: signatures by PKCS#1 v1.5 and PSS are not each other’s, nor those of other hashes', async () => {
    const names = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512']
    for (const algorithm of names) {
      const input = `${segment({ alg: algorithm })}.${segment('x')}`
      for (const other of names.filter((name) => name !== algorithm)) {
        const made = await (await o.construct(testKeys.RS256.private, other)).sign(input)
        const token = `${input}.${base64url.encode(made)}`
        await refuses(() => o.verify(token, testKeys.RS256.public, { algorithms: [algorithm] }), {
          is: JWSSignatureError,
        })
      }
    }
  })
  it('RSA: a PSS salt is as long as the hash, exactly (RFC 7518 §3.5)', async () => {
    const input = `${segment({ alg: 'PS256' })}.${segment('x')}`
    for (const [salt, made] of pssWithSalt) {
      equal(await saltLengthOf(o, base64url.decode(made)), salt, 'the salt of the vector')
      await refuseSignature(o, 'PS256', `${input}.AAAA`, base64url.decode(made), 'RS256')
    }
    const token = await o.sign('x', testKeys.RS256.private, { algorithm: 'PS256' })
    equal(await saltLengthOf(o, octetsOf(token)[2] as Uint8Array), 32, 'the salt that is written')
  })
  it('RSA with the exponent 3: cube roots are no signatures (Bleichenbacher 2006, CVE-2022-24771)', async () => {
    const { n = '', e = '' } = rsaExponent3
    const modulus = toNumber(base64url.decode(n))
    const input = await oddInput(o)
    const hash = await digest(o, input)
    const info = joined(fromHex('3031300d060960864801650304020105000420'), hash)
    const bare = joined(fromHex('302f300b0609608648016503040201'), fromHex('0420'), hash)
    const forged = [
      // Garbage behind the hash, with much padding, with little, with none.
      ...[8, 1, 0].map((padding) => rootOf(joined([0, 1], Array(padding).fill(255), [0], info))),
      // As before, without the NULL of the parameters.
      rootOf(joined([0, 1], Array(8).fill(255), [0], bare)),
      // The hash at the end where it belongs, garbage in the middle of the padding.
      middleRoot(joined([0], info)),
    ]
    for (const [index, { root, block }] of forged.entries()) {
      equal(fromNumber(root ** 3n, 256).slice(0, block.length), block, `what forgery ${index} shows a lax verifier`)
      ok(root ** 3n < modulus, 'a cube that needs no reduction')
      const token = `${input}.${base64url.encode(fromNumber(root, 256))}`
      await refuses(() => o.verify(token, { kty: 'RSA', n, e }, { algorithms: ['RS256'] }), { is: JWSSignatureError })
    }
    const genuine = await (await o.construct(rsaExponent3, 'RS256')).sign(input)
    equal(
      (await o.verify(`${input}.${base64url.encode(genuine)}`, { kty: 'RSA', n, e }, { algorithms: ['RS256'] })).header
        .alg,
      'RS256',
    )
  })
}

async function digest(o: Operations, data: string | Uint8Array): Promise<Uint8Array> {
  return Uint8Array.from(await o.backend.async.digest('SHA-256', typeof data === 'string' ? utf8(data) : data))
}

/** The bytes of salt in a PS256 signature by the RS256 test key (RFC 8017 §9.1.2). */
async function saltLengthOf(o: Operations, made: Uint8Array): Promise<number> {
  const n = toNumber(base64url.decode(testKeys.RS256.public.n ?? ''))
  let power = toNumber(made)
  for (let squares = 0; squares < 16; squares++) power = (power * power) % n
  const encoded = fromNumber((power * toNumber(made)) % n, 256)
  const [masked, hash] = [encoded.slice(0, 223), encoded.slice(223, 255)]
  const blocks: Uint8Array[] = []
  for (let counter = 0; counter < 7; counter++) blocks.push(await digest(o, joined(hash, [0, 0, 0, counter])))
  const mask = joined(...blocks)
  const block = masked.map((octet, index) => (octet ^ (mask[index] as number)) & (index === 0 ? 0x7f : 0xff))
  const start = block.findIndex((octet) => octet !== 0)
  equal(block[start], 1, 'the octet before the salt')
  return block.length - start - 1
}

/** A signing input whose hash is odd: only odd numbers are cubes modulo a power of 2. */
async function oddInput(o: Operations): Promise<string> {
  for (let index = 0; ; index++) {
    const input = `${segment({ alg: 'RS256' })}.${segment(`forged ${index}`)}`
    if ((((await digest(o, input))[31] ?? 0) & 1) === 1) return input
  }
}

/** The least number whose cube, in 256 octets, begins with the block. */
function rootOf(block: Uint8Array): { root: bigint; block: Uint8Array } {
  const target = toNumber(block) << BigInt((256 - block.length) * 8)
  let [low, high] = [0n, 1n << 700n]
  while (low < high) {
    const middle = (low + high) >> 1n
    if (middle ** 3n < target) low = middle + 1n
    else high = middle
  }
  return { root: low, block }
}

/** A number whose cube begins with padding and ends with the block. */
function middleRoot(block: Uint8Array): { root: bigint; block: Uint8Array } {
  const modulus = 1n << BigInt(block.length * 8)
  // Newton's way to the cube root modulo a power of 2: each bit follows from those below it.
  let low = 1n
  for (let bit = 1n; bit < modulus; bit <<= 1n) {
    if ((((low ** 3n) ^ toNumber(block)) & bit) !== 0n) low += bit
  }
  const start = joined([0, 1], Array(20).fill(255))
  const { root } = rootOf(joined(start, [0x80]))
  const combined = (root >> BigInt(block.length * 8)) * modulus + low
  equal(combined ** 3n % modulus, toNumber(block), 'the end of the cube')
  return { root: combined, block: start }
}

import {
  type BackendKey,
  contentEncryptions,
  type Hash,
  type KeyMaterial,
  keyManagementAlgorithms,
  type Primitive,
  type Primitives,
  parseKeyDer,
  signatureAlgorithms,
} from '@jose/core'
import { ok } from '../assert.ts'
import type { Operations } from '../modes.ts'
import type { Suite } from '../suite.ts'
import { flipped, utf8 } from './craft.ts'
import { unarmoured } from './der.ts'
import { type KeyName, testKeys } from './test-keys.ts'

/**
 * `supports()` tells the truth of each primitive, both ways: what it says is there works, and what it denies does not. So
 * no case here is ever skipped.
 */
export const supportPrimitives: Suite = (o, it) => {
  for (const primitive of everyPrimitive()) {
    it(`${Object.values(primitive).join(' ')}: works where supports() says so, and nowhere else`, async () => {
      const says = o.backend.supports(primitive)
      ok(typeof says === 'boolean', 'supports() answers true or false')
      if (says) {
        ok(await works(o, primitive), 'what supports() says is there gives back what went in')
        return
      }
      // To try what is denied may throw whatever it likes.
      const does = await works(o, primitive).catch(() => false)
      ok(!does, 'what supports() denies does not work: a backend that can do it should say so')
    })
  }
}

/** All that the registered algorithms are made of, each once. */
function everyPrimitive(): readonly Primitive[] {
  const hashes: readonly Hash[] = ['SHA-256', 'SHA-384', 'SHA-512']
  const management = Object.values(keyManagementAlgorithms)
  const all: readonly Primitive[] = [
    ...hashes.map((hash) => ({ name: 'digest', hash }) as const),
    ...Object.values(signatureAlgorithms).flatMap(({ variants }) => variants.map(({ primitive }) => primitive)),
    ...Object.values(contentEncryptions).flatMap(({ primitives }) => primitives),
    ...management.flatMap(({ primitives }) => primitives),
    ...management.flatMap(({ curves = [] }) => curves.map((curve) => ({ name: 'ECDH', curve }) as Primitive)),
    { name: 'DEFLATE' },
  ]
  return [...new Map(all.map((primitive) => [Object.values(primitive).join(), primitive])).values()]
}

/** Whether the primitive does a little of its work, there and back. */
async function works(o: Operations, primitive: Primitive): Promise<boolean> {
  const p = (o.mode === 'sync' ? o.backend.sync : o.backend.async) as Primitives
  const text = utf8('a text of some length')
  const secret = (bits: number): PromiseLike<BackendKey> | BackendKey =>
    p.importKey({ kty: 'oct', k: new Uint8Array(bits / 8).fill(7) })
  switch (primitive.name) {
    case 'digest':
      return (await p.digest(primitive.hash, text)).length === bytesOf(primitive.hash)
    case 'HMAC': {
      const key = await secret(512)
      const tag = await p.mac(primitive, key, text)
      return (await p.verifyMac(primitive, key, tag, text)) && !(await p.verifyMac(primitive, key, tag, flipped(text)))
    }
    case 'AES-GCM':
    case 'AES-CBC': {
      const key = await secret(primitive.bits)
      const iv = new Uint8Array(primitive.name === 'AES-GCM' ? 12 : 16)
      return same(await p.decrypt(primitive, key, iv, await p.encrypt(primitive, key, iv, text)), text)
    }
    case 'AES-KW': {
      const key = await secret(primitive.bits)
      const cek = new Uint8Array(32).fill(9)
      return same(await p.unwrap(primitive, key, await p.wrap(primitive, key, cek)), cek)
    }
    case 'RSA-OAEP':
    case 'RSAES-PKCS1-v1_5': {
      const [whole, half] = await pair(p, 'RS256')
      return same(await p.unwrap(primitive, whole, await p.wrap(primitive, half, text)), text)
    }
    case 'ECDH': {
      const { curve } = primitive
      const request =
        curve === 'X25519' || curve === 'X448'
          ? ({ kty: 'OKP', crv: curve } as const)
          : ({ kty: 'EC', crv: curve } as const)
      const [mine, yours] = [await p.generateKey(request), await p.generateKey(request)]
      const z = await p.agree(primitive, mine, await publicOf(p, yours))
      return z !== undefined && same(await p.agree(primitive, yours, await publicOf(p, mine)), z)
    }
    case 'PBKDF2':
      return (await p.derive(primitive, text, new Uint8Array(8), 1000, 24)).length === 24
    case 'DEFLATE':
      return same(await p.inflate(await p.deflate(text), 1000), text)
    default: {
      const [whole, half] = await pair(p, testKeyOf(primitive))
      const signature = await p.sign(primitive, whole, text)
      const right = await p.verify(primitive, half, signature, text)
      return right && !(await p.verify(primitive, half, flipped(signature), text))
    }
  }
}

function testKeyOf(primitive: Primitive): KeyName {
  if (!('curve' in primitive)) return primitive.name.startsWith('RSA') ? 'RS256' : (primitive.name as KeyName)
  return ({ 'P-256': 'ES256', 'P-384': 'ES384', 'P-521': 'ES512', secp256k1: 'ES256K' } as const)[
    primitive.curve as 'P-256'
  ]
}

async function pair(p: Primitives, name: KeyName): Promise<readonly [BackendKey, BackendKey]> {
  const { privatePem, publicPem } = testKeys[name]
  const materialOf = (pem: string): KeyMaterial => parseKeyDer(unarmoured(pem)).material
  return [await p.importKey(materialOf(privatePem)), await p.importKey(materialOf(publicPem))]
}

async function publicOf(p: Primitives, key: BackendKey): Promise<BackendKey> {
  return p.importKey(key.material as KeyMaterial)
}

const bytesOf = (hash: Hash): number => Number(hash.slice(4)) / 8

function same(found: unknown, expected: Uint8Array): boolean {
  return found instanceof Uint8Array && Array.from(found).join() === Array.from(expected).join()
}

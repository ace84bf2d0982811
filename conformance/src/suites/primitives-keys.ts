import {
  type BackendKey,
  type Bytes,
  InvalidKeyError,
  type KeyMaterial,
  type KeyRequest,
  type Primitive,
  type Primitives,
} from '@jose/core'
import file from '../../vectors/primitives/keys.json' with { type: 'json' }
import { equal, ok } from '../assert.ts'
import type { Operations } from '../modes.ts'
import { skip } from '../skip.ts'
import type { Suite } from '../suite.ts'
import { hex, isBytes, materialOf, type NumbersJwk, noise, publicMaterialOf, watched } from './primitives-calls.ts'
import { pairNames, testKeys } from './test-keys.ts'

/** Keys as numbers, by name; each pair has a twin of the same kind. */
const pairs: readonly (readonly [name: string, jwk: NumbersJwk])[] = [
  ...pairNames.map((name) => [name, testKeys[name].private as NumbersJwk] as const),
  ...(file.keys as readonly { readonly name: string; readonly key: NumbersJwk }[]).map(
    ({ name, key }) => [name, key] as const,
  ),
]

const requests: readonly KeyRequest[] = [
  ...(['P-256', 'P-384', 'P-521', 'secp256k1'] as const).map((crv) => ({ kty: 'EC', crv }) as const),
  ...(['Ed25519', 'Ed448', 'X25519', 'X448'] as const).map((crv) => ({ kty: 'OKP', crv }) as const),
  ...(['ML-DSA-44', 'ML-DSA-65', 'ML-DSA-87'] as const).map((alg) => ({ kty: 'AKP', alg }) as const),
  { kty: 'RSA', bits: 2048 },
]

/** Bytes of each number of a key. */
const widths: { readonly [kind: string]: { readonly [member: string]: number } } = {
  'P-256': { x: 32, y: 32, d: 32 },
  'P-384': { x: 48, y: 48, d: 48 },
  'P-521': { x: 66, y: 66, d: 66 },
  secp256k1: { x: 32, y: 32, d: 32 },
  Ed25519: { x: 32, d: 32 },
  Ed448: { x: 57, d: 57 },
  X25519: { x: 32, d: 32 },
  X448: { x: 56, d: 56 },
  'ML-DSA-44': { pub: 1312, priv: 32 },
  'ML-DSA-65': { pub: 1952, priv: 32 },
  'ML-DSA-87': { pub: 2592, priv: 32 },
}

/** Keys in and out as numbers, and fresh ones. */
export const primitivesKeys: Suite = (o, it) => {
  const when = (jwk: { readonly kty: string }, title: string, body: (p: Primitives) => Promise<void>) =>
    it(title, async () => {
      if (!usesOf(jwk).some((primitive) => o.backend.supports(primitive)))
        skip(`${o.backend.name} has no use for ${kindOf(jwk)} keys`)
      await body(watched(o))
    })

  for (const length of [1, 16, 32, 64, 65, 129, 1000]) {
    when({ kty: 'oct' }, `a secret of ${length} bytes goes in and comes out`, async (p) => {
      const key = await p.importKey({ kty: 'oct', k: noise(length) })
      equal([key.type, key.material], ['secret', { kty: 'oct', bits: length * 8 }])
      equal(await p.exportKey(key), { kty: 'oct', k: noise(length) })
    })
  }
  for (const [name, jwk] of pairs) {
    when(jwk, `${name}: a public key goes in and comes out as the same numbers`, async (p) => {
      const key = await p.importKey(publicMaterialOf(jwk))
      equal([key.type, key.material], ['public', publicMaterialOf(jwk)])
      equal(await p.exportKey(key), publicMaterialOf(jwk), 'export')
    })
    when(jwk, `${name}: a private key goes in and comes out as the same numbers`, async (p) => {
      const key = await p.importKey(materialOf(jwk))
      equal([key.type, key.material], ['private', publicMaterialOf(jwk)])
      equal(await exported(p, key), materialOf(jwk), 'export')
    })
    if (jwk.kty === 'RSA') continue
    when(jwk, `${name}: of a private half alone the public half is computed`, async (p) => {
      const key = await importedAlone(o, p, privateOnly(jwk))
      equal([key.type, key.material], ['private', publicMaterialOf(jwk)])
      equal(await exported(p, key), materialOf(jwk), 'export')
    })
    when(jwk, `${name}: the public half of another key is refused, or what is computed is shown`, async (p) => {
      const other = twinOf(name, jwk)
      const imported = async () => p.importKey({ ...publicMaterialOf(other), ...privateOnly(jwk) } as KeyMaterial)
      const key = await imported().catch(() => undefined)
      if (key !== undefined) equal(key.material, publicMaterialOf(jwk))
    })
  }
  for (const jwk of [...pairs.slice(0, 2).map(([, pair]) => pair), ...pairs.slice(5, 8).map(([, pair]) => pair)]) {
    when(jwk, `${kindOf(jwk)}: a key keeps nothing of the octets it was made of`, async (p) => {
      for (const make of [materialOf, publicMaterialOf] as const) {
        const given = make(jwk)
        const key = await p.importKey(given)
        for (const each of bytesIn(given)) each.fill(0)
        equal(key.material, publicMaterialOf(jwk), 'material')
        equal(await exported(p, key), make(jwk), 'export')
      }
    })
  }

  for (const request of requests) {
    const kind = kindOf(request)
    when(request, `${kind}: fresh keys, their numbers at full width`, async (p) => {
      // RSA keys take their time: one will do.
      const keys: BackendKey[] = []
      for (let count = 0; count < (request.kty === 'RSA' ? 1 : 4); count++) keys.push(await p.generateKey(request))
      const seen = new Set<string>()
      for (const key of keys) {
        const material = await exported(p, key)
        equal(key.type, 'private')
        checkWidths(request, material)
        equal(key.material, halfOf(material), 'material')
        equal((await p.importKey(material)).material, key.material, 'imported again')
        for (const octets of bytesIn(material)) seen.add(hex(octets))
      }
      equal(
        seen.size,
        request.kty === 'RSA' ? 8 : keys.length * Object.keys(widths[kind] as object).length,
        'no two numbers alike',
      )
    })
  }
}

/** The whole key: an export of the private half may leave out the public one, which `material` has; if it has both, they agree. */
async function exported(p: Primitives, key: BackendKey): Promise<KeyMaterial> {
  const material = await p.exportKey(key)
  if (material.kty === 'oct') return material
  equal({ ...material, ...key.material }, { ...key.material, ...material }, 'both halves')
  return { ...key.material, ...material } as KeyMaterial
}

function checkWidths(request: KeyRequest, material: KeyMaterial): void {
  if (request.kty !== 'RSA') {
    const found = Object.entries(material).filter(([, value]) => isBytes(value))
    equal(Object.fromEntries(found.map(([name, octets]) => [name, octets.length])), widths[kindOf(request)], 'bytes')
    return
  }
  ok(material.kty === 'RSA' && material.private !== undefined, 'an RSA key')
  equal([hex(material.e), material.n.length, (material.n[0] as number) >= 0x80], ['010001', request.bits / 8, true])
  for (const octets of Object.values(material.private)) ok(octets[0] !== 0, 'minimal octets')
}

function halfOf(material: KeyMaterial): object {
  const { private: _, d, priv, ...half } = material as { readonly [member: string]: unknown }
  return half
}

function privateOnly(jwk: NumbersJwk): KeyMaterial {
  const { x: _, y, pub, ...half } = jwk
  return materialOf(half as NumbersJwk)
}

/** Where the platform cannot compute the public half, a backend may want both. */
async function importedAlone(o: Operations, p: Primitives, half: KeyMaterial): Promise<BackendKey> {
  const imported = async () => p.importKey(half)
  return imported().catch((error: unknown) => {
    if (error instanceof InvalidKeyError) skip(`${o.backend.name} takes ${kindOf(half)} keys with both halves only`)
    throw error
  })
}

/** Another key of that kind. */
function twinOf(name: string, jwk: NumbersJwk): NumbersJwk {
  const found = pairs.find(([other, each]) => other !== name && kindOf(each) === kindOf(jwk) && each.d !== jwk.d)
  if (found !== undefined) return found[1]
  // Where there is none: octets that are a public key's, if not this one's. Any 32 bytes are one of X25519.
  return { ...jwk, ...(jwk.pub === undefined ? { x: shifted(jwk.x) } : { pub: shifted(jwk.pub) }) }
}

/** Another base64url of that length. */
function shifted(member: unknown): string {
  const text = member as string
  return `${text.slice(0, 4)}${text[4] === 'A' ? 'B' : 'A'}${text.slice(5)}`
}

/** The octets of every number of a key. */
function bytesIn(material: object): readonly Bytes[] {
  return Object.values(material).flatMap((value) =>
    isBytes(value) ? [value] : typeof value === 'object' && value !== null ? bytesIn(value) : [],
  )
}

function kindOf(key: object): string {
  const { kty, crv, alg } = key as { readonly [member: string]: string | undefined }
  return kty === 'AKP' ? (alg as string) : (crv ?? (kty as string))
}

/** What a key of that kind may be good for: a backend that supports any of it can import the key. */
function usesOf(jwk: { readonly kty: string; readonly crv?: unknown; readonly alg?: unknown }): readonly Primitive[] {
  const hashes = ['SHA-256', 'SHA-384', 'SHA-512'] as const
  if (jwk.kty === 'oct') return hashes.map((hash) => ({ name: 'HMAC', hash }))
  if (jwk.kty === 'RSA') {
    return hashes.flatMap((hash): readonly Primitive[] => [
      { name: 'RSASSA-PKCS1-v1_5', hash },
      { name: 'RSA-OAEP', hash },
    ])
  }
  if (jwk.kty === 'AKP') return [{ name: jwk.alg } as Primitive]
  if (jwk.crv === 'Ed25519' || jwk.crv === 'Ed448') return [{ name: jwk.crv }]
  return [
    { name: 'ECDH', curve: jwk.crv } as Primitive,
    ...hashes.map((hash) => ({ name: 'ECDSA', hash, curve: jwk.crv }) as Primitive),
  ]
}

import { base64url, type JWK } from '@jose/core'
import type { Operations } from '../modes.ts'
import { flipped } from '../suites/craft.ts'
import { armoured, joined, unarmoured } from '../suites/der.ts'
import { type KeyName, pairNames, testKeys } from '../suites/test-keys.ts'
import { rsa1024 } from '../suites/weak-keys.ts'
import { type BadInput, needing } from './verdicts.ts'

const members = ['n', 'e', 'd', 'p', 'q', 'dp', 'dq', 'qi', 'x', 'y', 'pub', 'priv'] as const

/** Keys that are none, or others than they seem to be. */
export function badKeys(): readonly BadInput[] {
  return pairNames.flatMap((name) => [...badJwks(name), ...badDers(name)]).concat(weakKeys())
}

function badJwks(name: KeyName): readonly BadInput[] {
  const { private: whole, public: half } = testKeys[name]
  return members.flatMap((member) => {
    const text = whole[member]
    if (typeof text !== 'string') return []
    const octets = base64url.decode(text)
    const changes: { readonly [what: string]: Uint8Array } = {
      'zeros alone': new Uint8Array(octets.length),
      'ones alone': new Uint8Array(octets.length).fill(255),
      'one more octet': joined(octets, [1]),
      'one octet less': octets.slice(0, -1),
      'no octet': new Uint8Array(0),
      'its first bit changed': flipped(octets, 0),
      'its last bit changed': flipped(octets),
      'a bit in the middle changed': flipped(octets, octets.length >> 1),
    }
    return Object.entries(changes).map(([what, changed]) => {
      const value = { [member]: base64url.encode(changed) }
      const keys: readonly JWK[] = [{ ...whole, ...value }, ...(member in half ? [{ ...half, ...value }] : [])]
      return input(`the ${name} key: ${member} is ${what}`, name, keys)
    })
  })
}

/** Each octet with a bit changed would take long: every few octets, and cut short, and with more behind. */
function badDers(name: KeyName): readonly BadInput[] {
  const { privatePem, publicPem } = testKeys[name]
  return [['PKCS#8', privatePem, 'PRIVATE KEY'] as const, ['SPKI', publicPem, 'PUBLIC KEY'] as const].flatMap(
    ([form, pem, label]) => {
      const octets = unarmoured(pem)
      const step = Math.ceil(octets.length / 40)
      const places = Array.from(octets, (_, at) => at).filter((at) => at < 30 || at % step === 0)
      const changed = places.map((at) => flipped(octets, at))
      const cut = [
        octets.slice(0, -1),
        octets.slice(1),
        joined(octets, [0]),
        joined(octets, octets),
        octets.slice(0, 8),
      ]
      return [
        input(
          `the ${name} key: ${form} with a bit changed`,
          name,
          changed.map((each) => ({ der: each })),
        ),
        input(`the ${name} key: ${form} cut short, or with more behind`, name, [
          ...cut.map((each) => ({ der: each })),
          ...cut.map((each) => armoured(label, each)),
          armoured(label === 'PUBLIC KEY' ? 'PRIVATE KEY' : 'PUBLIC KEY', octets),
          pem.replace(/.\n-----END/, '-----END'),
        ]),
      ]
    },
  )
}

function weakKeys(): readonly BadInput[] {
  const { public: rsa } = testKeys.RS256
  const zero = base64url.encode(new Uint8Array(32))
  return [
    input('RSA of 1024 bits', 'RS256', [rsa1024, { kty: 'RSA', n: rsa1024.n, e: rsa1024.e }]),
    input(
      'RSA with bad exponents',
      'RS256',
      ['AA', 'AQ', 'Ag', 'AQAA', 'AQAAAAAAAAAB', rsa.n].map((e) => ({ ...rsa, e })),
    ),
    input('Ed25519: the neutral point, and y = 0', 'Ed25519', [
      { kty: 'OKP', crv: 'Ed25519', x: zero },
      { kty: 'OKP', crv: 'Ed25519', x: base64url.encode(joined([1], new Uint8Array(31))) },
    ]),
    input('EC: no point', 'ES256', [
      { ...testKeys.ES256.public, x: zero, y: zero },
      { ...testKeys.ES256.public, crv: 'P-384' },
      { ...testKeys.ES256.public, y: undefined },
    ]),
    input('private halves of other keys', 'ES256', [
      { ...testKeys.ES256.private, d: base64url.encode(joined(new Uint8Array(31), [1])) },
      { ...testKeys.ES256.private, x: testKeys.ES256.private.y, y: testKeys.ES256.private.x },
    ]),
    input('nothing like a key', 'HS256', [
      undefined,
      null,
      '',
      {},
      [],
      5,
      { kty: 'oct' },
      { kty: 'oct', k: '' },
      '-----BEGIN X-----',
    ]),
  ]
}

/** What each backend makes of the material: its JWK, both halves of it, or the refusal. */
function input(title: string, name: KeyName, materials: readonly unknown[]): BadInput {
  const seen = async (o: Operations, material: unknown): Promise<JWK> => {
    const key = await o.construct(material)
    return key.toJwk({ private: key.key.type !== 'public' })
  }
  return {
    title,
    ...needing(name),
    perhapsGood: true,
    prepare: async () => (o) => materials.map((material) => () => seen(o, material)),
  }
}

import { base64url } from '@jose/core'
import agreements from '../../vectors/primitives/agreements.json' with { type: 'json' }
import type { Operations } from '../modes.ts'
import { joined } from '../suites/der.ts'
import { type Craft, craftJwe, secretOf } from '../suites/jwe-craft.ts'
import { agreementKeys, password } from '../suites/jwe-recipes.ts'
import { readings } from './bad-encryption.ts'
import type { BadInput } from './verdicts.ts'

const key = secretOf(32)
const good = '{"alg":"dir","enc":"A256GCM"}'

/** Tokens whose header is not what RFC 7516 §4 and RFC 7518 §4 let stand there, or whose content is not what it says. */
export function badJweHeaders(): readonly BadInput[] {
  return [...headers(), ...agreementHeaders(), ...passwordHeaders(), ...compressed()]
}

function headers(): readonly BadInput[] {
  const texts: { readonly [what: string]: readonly string[] } = {
    'an alg that is not allowed, or none': ['A128KW', 'RSA1_5', 'none', 'HS256', 'foo', 'DIR', '__proto__'].map(
      (alg) => `{"alg":"${alg}","enc":"A256GCM"}`,
    ),
    'an enc that is not allowed, or none': ['A128GCM', 'A256CBC-HS512', 'A256KW', 'foo', 'a256gcm', 'constructor'].map(
      (enc) => `{"alg":"dir","enc":"${enc}"}`,
    ),
    'no alg or no enc, or of another type': [
      '{"enc":"A256GCM"}',
      '{"alg":"dir"}',
      '{"alg":["dir"],"enc":"A256GCM"}',
      '{"alg":"dir","enc":null}',
      '{}',
    ],
    'names that occur twice': [
      '{"alg":"dir","enc":"A256GCM","enc":"A256GCM"}',
      '{"alg":"dir","alg":"A256KW","enc":"A256GCM"}',
      '{"alg":"dir","enc":"A256GCM","x":{"a":1,"a":1}}',
      '{"alg":"dir","enc":"A256GCM","\\u0061lg":"dir"}',
    ],
    'no strict JSON object': ['', '[]', 'null', '"x"', `${good} x`, `\ufeff${good}`, good.slice(0, -1), '{alg:1}'],
    'critical extensions': [
      '["x"]',
      '["x","x"]',
      '[]',
      '"x"',
      '["alg"]',
      '["b64"]',
      '["exp"]',
      '[5]',
      'null',
      '["zip"]',
    ].map((crit) => `{"alg":"dir","enc":"A256GCM","x":1,"crit":${crit}}`),
    'a zip that nobody knows': ['"GZ"', '"def"', '""', 'null', 'true', '["DEF"]', '"zlib"'].map(
      (zip) => `{"alg":"dir","enc":"A256GCM","zip":${zip}}`,
    ),
    'more than the limits': [
      `{"alg":"dir","enc":"A256GCM","x":${'['.repeat(9)}${']'.repeat(9)}}`,
      `{"alg":"dir","enc":"A256GCM","x":"${'x'.repeat(17_000)}"}`,
    ],
  }
  return Object.entries(texts).map(([what, list]) =>
    ofCrafts(
      `a JWE header: ${what}`,
      list.map((header) => ({ header })),
      key,
      { algorithms: ['dir'], encryptions: ['A256GCM'] },
    ),
  )
}

function agreementHeaders(): readonly BadInput[] {
  return Object.entries(agreementKeys).map(([curve, { private: read, public: half }]) => {
    const { kid: _, ...epk } = half
    const x = base64url.decode(epk.x as string)
    const others = Object.entries(agreementKeys).flatMap(([name, keys]) => (name === curve ? [] : [keys.public]))
    const points = [
      ...[undefined, null, {}, 'x', { ...read, kid: undefined }, { ...epk, crv: 'P-192' }, { ...epk, kty: 'RSA' }],
      ...[{ ...epk, x: base64url.encode(x.slice(1)) }, { ...epk, x: base64url.encode(joined([0], x)) }, ...others],
      { ...epk, x: base64url.encode(new Uint8Array(x.length)), y: epk.y && base64url.encode(new Uint8Array(x.length)) },
      { ...epk, x: base64url.encode(new Uint8Array(x.length).fill(255)) },
      ...agreements.notOnTheCurve.filter(({ crv }) => crv === curve),
      ...agreements.smallOrder.filter(({ crv }) => crv === curve),
    ]
    const crafts = points.flatMap((point) => [
      { header: { alg: 'ECDH-ES', enc: 'A256GCM', epk: point } },
      { header: { alg: 'ECDH-ES', enc: 'A256GCM', epk: point }, encryptedKey: secretOf(8) },
      { header: { alg: 'ECDH-ES+A128KW', enc: 'A256GCM', epk: point }, encryptedKey: secretOf(40) },
    ])
    return {
      ...ofCrafts(`${curve}: an ephemeral key that no honest sender writes`, crafts, read),
      needs: `ECDH-ES on ${curve}`,
      isAble: (o: Operations) => basics(o) && o.jose.supports('ECDH-ES', { curve }),
    }
  })
}

function passwordHeaders(): readonly BadInput[] {
  const alg = 'PBES2-HS256+A128KW'
  const p2s = base64url.encode(new Uint8Array(16))
  const counts = [0, -1, 1, 999, 1000.5, 1_200_001, 2_147_483_647, 1e21, null, '1000', [1000], undefined]
  const salts = ['', 'AAAAAAAAAA', base64url.encode(new Uint8Array(7)), null, 5, 'A', 'AA==', undefined]
  const list = [
    ...counts.map((p2c) => ({ alg, enc: 'A256GCM', p2s, p2c })),
    ...salts.map((salt) => ({ alg, enc: 'A256GCM', p2s: salt, p2c: 1000 })),
  ]
  const crafts = list.map((header) => ({ header, encryptedKey: secretOf(40) }))
  return [
    ofCrafts('PBES2: counts and salts that are none', crafts, password, { algorithms: [alg] }),
    ofCrafts('PBES2: that nobody asked for', crafts, password),
  ]
}

function compressed(): readonly BadInput[] {
  const header = '{"alg":"dir","enc":"A256GCM","zip":"DEF"}'
  // "x" as a stored block, RFC 1951 §3.2.4.
  const stream = Uint8Array.of(1, 1, 0, 0xfe, 0xff, 0x78)
  const zlib = Uint8Array.of(0x78, 0x9c, 0xab, 0, 0, 0, 0x79, 0, 0x79)
  const streams = [
    ...[new Uint8Array(0), zlib, joined(stream, [0]), joined(stream, stream), stream.slice(0, -1), stream.slice(0, 2)],
    ...[Uint8Array.of(7), Uint8Array.of(0, 1, 0, 0xfe, 0xff, 0x78), secretOf(100), new Uint8Array(100).fill(255)],
    // 400 kB of stored blocks.
    joined(...Array.from({ length: 8 }, () => joined([0, 0x50, 0xc3, 0xaf, 0x3c], new Uint8Array(50_000))), [3, 0]),
  ]
  const crafts = streams.map((plaintext) => ({ header, plaintext }))
  const bomb: BadInput = {
    ...ofCrafts('zip: a bomb', [], key),
    prepare: async (first) => {
      const token = await first
        .with({ limits: { inflated: 10_000_000 } })
        .encrypt(new Uint8Array(10_000_000), key, { zip: 'DEF' })
      return (o) => [...readings(o, token, key, {}), ...readings(o, token, secretOf(32).reverse(), {})]
    },
  }
  return [ofCrafts('zip: no DEFLATE stream, or more than one', crafts, key), bomb]
}

/** What comes of tokens of that kind, read with one key. */
export function ofCrafts(title: string, crafts: readonly Craft[], read: unknown, options = {}): BadInput {
  return {
    title,
    needs: 'the algorithms that every JWE stands on',
    isAble: basics,
    prepare: async (first) => {
      const tokens: string[] = []
      for (const each of crafts) tokens.push(await craftJwe(first, each))
      return (o) => tokens.flatMap((token) => readings(o, token, read, options))
    },
  }
}

function basics({ jose }: Operations): boolean {
  return ['A256GCM', 'A128KW', 'A256KW', 'PBES2-HS256+A128KW'].every((name) => jose.supports(name))
}

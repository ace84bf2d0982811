import { base64url } from '@jose/core'
import fc from 'fast-check'
import { testKeys } from '../src/suites/test-keys.ts'

/** Characters that parsers have stumbled over. */
export const characters: fc.Arbitrary<string> = fc.constantFrom(
  ...['.', '=', '==', ' ', '\n', '\r\n', '\t', '\0', 'A', '_', '-', '+', '/', '%', '"', '{', '\\', ','],
  ...['\ufeff', 'é', '\u200b', '\ud800', '日', '\u2028', '..', '%2e', '\u0000', '😀'],
)

/** Names that headers, claims and keys have, and names that have meant something to a runtime. */
export const names: fc.Arbitrary<string> = fc.constantFrom(
  ...['alg', 'enc', 'typ', 'cty', 'kid', 'crit', 'b64', 'zip', 'jwk', 'jku', 'x5u', 'x5c', 'x5t', 'x5t#S256'],
  ...['epk', 'apu', 'apv', 'p2s', 'p2c', 'iv', 'tag', 'exp', 'nbf', 'iat', 'aud', 'iss', 'sub', 'jti', 'at_hash'],
  ...['__proto__', 'constructor', 'toString', 'then', 'toJSON', 'length', 'x', '', 'ALG', ' alg', '日'],
)

export const algorithmNames: fc.Arbitrary<string> = fc.constantFrom(
  ...['HS256', 'HS384', 'HS512', 'RS256', 'ES256', 'PS256', 'EdDSA', 'Ed25519', 'ML-DSA-44', 'none', 'None', 'NONE'],
  ...['hs256', 'HS256 ', '', 'foo', 'dir', 'A128KW', 'A256KW', 'A256GCMKW', 'RSA1_5', 'RSA-OAEP', 'ECDH-ES', 'A256GCM'],
  ...['PBES2-HS256+A128KW', 'A128CBC-HS256', '__proto__', 'constructor'],
)

const numbers = fc.constantFrom(
  ...[0, -0, 1, -1, 1.5, 999, 1000, 2000, 2001, 2 ** 31 - 1, 2 ** 31, 2 ** 53, 1e21, 1e308, -1e308, 1e-308],
  ...[1_799_999_999, 1_800_000_000, 1_800_000_001, 1_799_999_990, 1_800_000_010.5],
)

const texts = fc.oneof(
  algorithmNames,
  characters,
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.constantFrom('me', 'you', 'a', 'JWT', 'application/jwt', 'at+jwt', '1', 'DEF', 'https://127.0.0.1:1/', 'key-1'),
  fc.constantFrom('1800000100', 'AAAAAAAAAAAAAAAA', base64url.encode(new Uint8Array(16))),
)

const keys = fc.constantFrom(
  testKeys.ES256.public,
  testKeys.HS256.private,
  { kty: 'oct', k: '' },
  { kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA' },
)

/** Values as JSON carries them, many of them of a type or size that nobody expects. */
export const values: fc.Arbitrary<unknown> = fc.oneof(
  { arbitrary: texts, weight: 5 },
  { arbitrary: numbers, weight: 3 },
  { arbitrary: fc.constantFrom(null, true, false, [], {}, [null], ['HS256'], { a: 1 }), weight: 2 },
  { arbitrary: fc.array(texts, { maxLength: 3 }), weight: 2 },
  { arbitrary: keys, weight: 1 },
  { arbitrary: fc.jsonValue({ maxDepth: 3 }), weight: 1 },
  { arbitrary: fc.nat(140).map((depth) => nested(depth)), weight: 1 },
)

/** The JSON texts of numbers and literals that no value prints as. */
const spellings = fc.constantFrom(
  '1e400',
  '-1e400',
  '01',
  '1.',
  '+1',
  'NaN',
  'Infinity',
  'undefined',
  "'a'",
  '1E3',
  '-0',
)

/** The text of a JSON object, near to what is meant, or one that parsers read differently. */
export function jsonText(members: fc.Arbitrary<readonly (readonly [string, unknown])[]>): fc.Arbitrary<string> {
  const oddity = fc.oneof(
    { arbitrary: fc.constant(plain), weight: 6 },
    { arbitrary: fc.constantFrom(...oddities), weight: 2 },
    {
      arbitrary: spellings.map((spelling) => (entries: Entries) => `${plain(entries).slice(0, -1)},"y":${spelling}}`),
      weight: 1,
    },
  )
  return fc.tuple(members, oddity).map(([entries, write]) => write(entries))
}

type Entries = readonly (readonly [string, unknown])[]

const member = ([name, value]: readonly [string, unknown]): string => `${JSON.stringify(name)}:${JSON.stringify(value)}`
const plain = (entries: Entries): string => JSON.stringify(Object.fromEntries(entries))

const oddities: readonly ((entries: Entries) => string)[] = [
  // As they come, names that occur twice among them.
  (entries) => `{${entries.map(member).join()}}`,
  (entries) => `{${[...entries, ...entries.slice(0, 1)].map(member).join()}}`,
  (entries) => ` {\n${entries.map(member).join(' ,\t')}\r\n} `,
  (entries) => `\ufeff${plain(entries)}`,
  (entries) => `${plain(entries)}\0`,
  (entries) => `${plain(entries)}${plain(entries)}`,
  (entries) => `[${plain(entries)}]`,
  (entries) => plain(entries).slice(0, -1),
  (entries) => plain(entries).replace('"a', '"\\u0061'),
  (entries) => plain(entries).replace('"', "'"),
  (entries) => `${plain(entries).slice(0, -1)},}`,
  (entries) => `${plain(entries)}//`,
  (entries) => `{"z":"\\ud800",${plain(entries).slice(1)}`,
  (entries) => `{"__proto__":{"alg":"none"},${plain(entries).slice(1)}`,
]

function nested(depth: number): unknown {
  let value: unknown = 1
  for (let level = 0; level < depth; level++) value = level % 2 === 0 ? [value] : { a: value }
  return value
}

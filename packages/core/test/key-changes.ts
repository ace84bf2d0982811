// What spoils a key: the same changes come again from the same seed.

/** A generator of its own (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let value = Math.imul(state ^ (state >>> 15), 1 | state)
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Lengths of DER that are huge, indefinite, or longer than they need to be. */
const lengths = [
  [0x84, 0xff, 0xff, 0xff, 0xff],
  [0x88, 0x7f, 255, 255, 255, 255, 255, 255, 255],
  [0x80],
  [0x81, 0x20],
  [0x82, 0, 0x20],
]

/**
 * Cut off at every tenth octet, an octet changed in every eighth place, and now and then: an octet put in or taken out, a
 * length that lies, the end of another form, something after the end, the same once more.
 */
export function* changes(octets: Uint8Array, other: Uint8Array, seed: number): Generator<Uint8Array> {
  const random = randomOf(seed)
  const below = (end: number): number => Math.floor(random() * end)
  yield octets
  for (let length = 0; length < octets.length; length += 1 + below(20)) yield octets.slice(0, length)
  for (let index = 0; index < octets.length; index += index < 64 ? 1 : 1 + below(16)) {
    const mask = 1 + below(255)
    const [before, after] = [octets.slice(0, index), octets.slice(index + 1)]
    const octet = octets[index] as number
    yield Uint8Array.of(...before, octet ^ mask, ...after)
    if (random() < 0.1) yield Uint8Array.of(...before, mask, octet, ...after)
    if (random() < 0.1) yield Uint8Array.of(...before, ...after)
    if (random() < 0.2) yield Uint8Array.of(...before, ...(lengths[below(lengths.length)] as number[]), ...after)
    if (random() < 0.1) yield Uint8Array.of(...before, ...other.slice(below(other.length)))
  }
  yield Uint8Array.of(...octets, below(256))
  yield Uint8Array.of(...octets, ...octets)
}

const oddValues: readonly unknown[] = [
  ...[
    null,
    true,
    0,
    Number.POSITIVE_INFINITY,
    '',
    'A',
    'AA',
    'AQ',
    'Aw',
    'AQAB',
    'AA==',
    ' AQAB',
    'AQAB\n',
    'AR',
    '_-_-',
    '+/',
    [],
    ['sign'],
    {},
  ],
  ...[
    'A'.repeat(43),
    '_'.repeat(43),
    'A'.repeat(86),
    '_'.repeat(341),
    'A'.repeat(3000),
    'é',
    '\ud800',
    ['verify', 'verify'],
  ],
  ...[
    'oct',
    'RSA',
    'EC',
    'OKP',
    'AKP',
    'P-256',
    'P-384',
    'secp256k1',
    'Ed25519',
    'X25519',
    'RS256',
    'ES256',
    'none',
    'sig',
  ],
]

const members = [
  'kty',
  'crv',
  'alg',
  'use',
  'key_ops',
  'kid',
  'k',
  'd',
  'x',
  'y',
  'n',
  'e',
  'p',
  'q',
  'dp',
  'dq',
  'qi',
  'oth',
  'pub',
  '__proto__',
]

type Jwk = { readonly [member: string]: unknown }

/** Members left out, put in, given the value of another key's or another member's, or of another kind; one and two at once. */
export function* jwkChanges(jwk: Jwk, others: readonly Jwk[], seed: number): Generator<Jwk> {
  const random = randomOf(seed)
  const oneOf = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  const changed = (from: Jwk): Jwk => {
    const { [oneOf(Object.keys(from))]: _, ...fewer } = from
    if (random() < 0.2) return fewer
    const name = random() < 0.5 ? oneOf(Object.keys(from)) : oneOf(members)
    const choice = random()
    const value =
      choice < 0.5 ? oneOf(oddValues) : choice < 0.8 ? oneOf(Object.values(oneOf(others))) : flipped(from[name], random)
    // Defined, not assigned: '__proto__' is a member like any other.
    return Object.defineProperty({ ...from }, name, { value, enumerable: true, configurable: true, writable: true })
  }
  yield jwk
  for (let count = 0; count < 60; count++) yield changed(jwk)
  for (let count = 0; count < 60; count++) yield changed(changed(jwk))
}

/** A character of it changed. */
function flipped(value: unknown, random: () => number): unknown {
  if (typeof value !== 'string') return [value]
  const index = Math.floor(random() * value.length)
  const letter = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=/'[Math.floor(random() * 66)]
  return `${value.slice(0, index)}${letter}${value.slice(index + 1)}`
}

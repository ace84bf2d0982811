import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { deflateRawSync } from 'node:zlib'
import { type Attack, attack, costly } from '../attack.ts'
import {
  agreed,
  sealed,
  sealedByCbc,
  secret,
  signed,
  underPassword,
  withOctets,
  withSegment,
  wrapped,
} from '../craft.ts'
import { ec, ofServer, rsa } from '../keys.ts'

const key = randomBytes(16)
const direct = { alg: 'dir', enc: 'A128GCM' }

/** Encrypted tokens that nobody honest writes. */
export const encryption: readonly Attack[] = [
  ...gcm(),
  ...cbc(),
  ...keyWrap(),
  ...passwords(),
  ...agreements(),
  ...zip(),
  ...substitution(),
]

function gcm(): readonly Attack[] {
  const token = sealed(direct, key, { plaintext: Buffer.from('a text of some length') })
  const good = { token, key, algorithm: 'dir' }
  const bad: { readonly [what: string]: string } = {
    'a tag of 12 octets': withOctets(token, 4, (tag) => tag.subarray(0, 12)),
    'a tag of 4 octets': withOctets(token, 4, (tag) => tag.subarray(0, 4)),
    'no tag': withSegment(token, 4, () => ''),
    'an IV of 16 octets': sealed(direct, key, { ivBytes: 16 }),
    'an encrypted key, where there is none': withSegment(token, 1, () => 'AAAA'),
    'an octet that went from the ciphertext into the tag': shifted(token),
    'unknown crit': sealed({ ...direct, crit: ['x'], x: 1 }, key),
  }
  return Object.entries(bad).map(([what, each]) => attack('GCM', what, 'encrypted', good, { ...good, token: each }))
}

function shifted(token: string): string {
  const octet = Buffer.from(token.split('.')[3] ?? '', 'base64url').subarray(-1)
  const shorter = withOctets(token, 3, (ciphertext) => ciphertext.subarray(0, -1))
  return withOctets(shorter, 4, (tag) => Buffer.concat([octet, tag]))
}

function cbc(): readonly Attack[] {
  const long = randomBytes(32)
  const header = { alg: 'dir', enc: 'A128CBC-HS256' }
  const token = sealedByCbc(header, long, Buffer.from('{}'.padEnd(16, '\x0e')))
  const good = { token, key: long, algorithm: 'dir' }
  const bad: { readonly [what: string]: string } = {
    'no tag': withSegment(token, 4, () => ''),
    'a tag of 15 octets': withOctets(token, 4, (tag) => tag.subarray(0, 15)),
    'a tag of 17 octets': withOctets(token, 4, (tag) => Buffer.concat([tag, Buffer.of(0)])),
    'no whole blocks': withOctets(token, 3, (ciphertext) => ciphertext.subarray(1)),
    'bad padding under a good MAC': sealedByCbc(header, long, Buffer.alloc(16)),
  }
  return Object.entries(bad).map(([what, each]) =>
    attack('CBC-HMAC', what, 'encrypted', good, { ...good, token: each }),
  )
}

function keyWrap(): readonly Attack[] {
  const cek = randomBytes(16)
  const header = { alg: 'A128KW', enc: 'A128GCM' }
  const token = sealed(header, cek, { encryptedKey: wrapped(key, cek) })
  const good = { token, key, algorithm: 'A128KW' }
  const short = [0, 8, 16].map((length) =>
    attack('crash on short input', `A128KW: an encrypted key of ${length} octets`, 'encrypted', good, {
      ...good,
      token: withOctets(token, 1, (octets) => octets.subarray(0, length)),
    }),
  )
  const other = attack('crash on short input', 'A128KW: a content key of another length', 'encrypted', good, {
    ...good,
    token: sealed(header, cek, { encryptedKey: wrapped(key, randomBytes(32)) }),
  })
  return [...short, other]
}

function passwords(): readonly Attack[] {
  const good = { token: underPassword(secret, 2048), key: Buffer.from(secret), algorithm: 'PBES2-HS256+A128KW' }
  const row = (what: string, token: string): Attack => attack('PBES2 bomb', what, 'encrypted', good, { ...good, token })
  const said = (p2c: unknown): string => underPassword(secret, 2048, { said: { p2c } })
  return [
    costly(row('p2c of 2,147,483,647', said(2 ** 31 - 1))),
    costly(row('p2c of 1e21', said(1e21))),
    row('p2c of 0', said(0)),
    row('p2c of 1', underPassword(secret, 1)),
    row('p2c of 2048.5', said(2048.5)),
    row('p2c "2048"', said('2048')),
    row('p2s of 4 octets', underPassword(secret, 2048, { saltBytes: 4 })),
  ]
}

function agreements(): readonly Attack[] {
  const good = { token: agreed(ec.jwk), key: ec.privateJwk, algorithm: 'ECDH-ES' }
  const { x, y } = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' })
  const epk = { kty: 'EC', crv: 'P-256', x, y }
  const prime = 'ffffffff00000001000000000000000000000000ffffffffffffffffffffffff'
  const bad: { readonly [what: string]: unknown } = {
    'a point off the curve': { ...epk, y: Buffer.alloc(32, 1).toString('base64url') },
    'the point 0, 0': { ...epk, x: Buffer.alloc(32).toString('base64url'), y: Buffer.alloc(32).toString('base64url') },
    'a coordinate of p': { ...epk, x: Buffer.from(prime, 'hex').toString('base64url') },
    'a key of another curve': generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey.export({ format: 'jwk' }),
    'a key of X25519, zeros': { kty: 'OKP', crv: 'X25519', x: Buffer.alloc(32).toString('base64url') },
    'a text': 'x',
  }
  return Object.entries(bad).map(([what, point]) =>
    attack('invalid curve', `epk: ${what}`, 'encrypted', good, { ...good, token: agreed(ec.jwk, point as object) }),
  )
}

function zip(): readonly Attack[] {
  const header = { ...direct, zip: 'DEF' }
  const small = deflateRawSync('a text')
  const good = { token: sealed(header, key, { plaintext: small }), key, algorithm: 'dir' }
  const bad: { readonly [what: string]: string } = {
    '97 kB that inflate to 100 MB': sealed(header, key, {
      plaintext: deflateRawSync(Buffer.alloc(100_000_000), { level: 9 }),
    }),
    'octets behind the stream': sealed(header, key, { plaintext: Buffer.concat([small, Buffer.from('x')]) }),
    'a stream that is cut off': sealed(header, key, { plaintext: small.subarray(0, -2) }),
    'a zip that nobody knows': sealed({ ...direct, zip: 'GZIP' }, key, { plaintext: small }),
  }
  return Object.entries(bad).map(([what, token]) =>
    costly(attack('zip bomb', what, 'encrypted', good, { ...good, token })),
  )
}

/** What is encrypted with a public key is signed by nobody. */
function substitution(): readonly Attack[] {
  const good = { token: signed({ alg: 'HS256' }, { sub: 'me' }), secret }
  const own = Buffer.from(secret).subarray(0, 16)
  return [
    attack('JWS ↔ JWE substitution', 'an encrypted token where a signed one is wanted', 'secret', good, {
      token: sealed(direct, own, { plaintext: Buffer.from('{"sub":"admin"}') }),
      secret,
    }),
    attack(
      'JWS ↔ JWE substitution',
      'a signed token where an encrypted one is wanted',
      'encrypted',
      { token: sealed(direct, key), key, algorithm: 'dir' },
      {
        token: signed({ alg: 'HS256' }, { sub: 'admin' }, key),
        key,
        algorithm: 'dir',
      },
    ),
    attack('JWS ↔ JWE substitution', 'an encrypted token for a public key', 'publicKey', ofServer(['RS256']), {
      token: sealed({ alg: 'RSA-OAEP', enc: 'A128GCM' }, key, { plaintext: Buffer.from('{"sub":"admin"}') }),
      pem: rsa.pem,
      algorithms: ['RS256'],
    }),
  ]
}

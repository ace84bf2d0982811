// PEM and DER of keys: which forms there are for which, and what the structures hold.
import { createPrivateKey, createPublicKey } from 'node:crypto'
import { nodeBackend } from '@jose/backend-node'
import { createJose, type DerOptions, InvalidKeyError, JWKError, policies, type SyncKey } from '@jose/core'
import { describe, expect, it } from 'vitest'
import testKeys from '../../../conformance/vectors/keys.json' with { type: 'json' }
import { concat } from '../src/encoding/bytes.ts'
import { context, encode, encodeUnsigned, tags } from '../src/encoding/der.ts'
import { parseKeyDer } from '../src/jwk/der.ts'
import { ecOids, encodeOid, keyOids } from '../src/jwk/oids.ts'
import { derOf } from './encodings.ts'

const node = nodeBackend()
const { jwk } = createJose(node)
const { RS256, ES256, Ed25519, HS256, 'ML-DSA-44': mlDsa } = testKeys
const [rsa, ec, okp, akp, secret] = [RS256, ES256, Ed25519, mlDsa, HS256].map((key) => jwk.constructSync(key.private))

describe('an export', () => {
  it.each([
    [rsa, {}, 'PUBLIC KEY'],
    [rsa, { private: true }, 'PRIVATE KEY'],
    [rsa, { format: 'pkcs1' }, 'RSA PUBLIC KEY'],
    [rsa, { format: 'pkcs1', private: true }, 'RSA PRIVATE KEY'],
    [rsa, { private: true, passphrase: 'open', iterations: 1000 }, 'ENCRYPTED PRIVATE KEY'],
    [ec, {}, 'PUBLIC KEY'],
    [ec, { private: false, format: 'spki' }, 'PUBLIC KEY'],
    [ec, { private: true, format: 'pkcs8' }, 'PRIVATE KEY'],
    [ec, { private: true, format: 'sec1' }, 'EC PRIVATE KEY'],
    [okp, {}, 'PUBLIC KEY'],
    [okp, { private: true }, 'PRIVATE KEY'],
    [akp, {}, 'PUBLIC KEY'],
    [akp, { private: true }, 'PRIVATE KEY'],
  ] as const)('%# is labelled by what it is, and other tools read it', (key, options, label) => {
    const pem = key?.toPemSync(options) as string
    expect(pem).toMatch(
      new RegExp(`^-----BEGIN ${label}-----\n([\\w+/]{64}\n)*[\\w+/]{1,64}={0,2}\n-----END ${label}-----\n$`),
    )
    const isPrivate = 'private' in options && options.private
    const passphrase = 'passphrase' in options ? { passphrase: options.passphrase } : {}
    const read = isPrivate ? createPrivateKey({ key: pem, ...passphrase }) : createPublicKey(pem)
    const again = jwk.constructSync(pem, undefined, passphrase)
    expect(again.toJwkSync({ private: isPrivate ?? false })).toEqual(
      jwk.constructSync(read).toJwkSync({ private: isPrivate ?? false }),
    )
    if (!('passphrase' in options)) expect(derOf(pem)).toEqual(key?.toDerSync(options))
  })

  type Refusal = readonly [key: SyncKey | undefined, options: object, type: new (text: string) => Error, says: string]
  const refused: readonly Refusal[] = [
    [rsa, { format: 'sec1', private: true }, JWKError, "'sec1' is for private EC keys"],
    [ec, { format: 'pkcs1' }, JWKError, "'pkcs1' is for RSA keys"],
    [ec, { format: 'pkcs1', private: true }, JWKError, "'pkcs1' is for RSA keys"],
    [ec, { format: 'sec1' }, JWKError, "The format 'sec1' is for private keys"],
    [ec, { format: 'pkcs8' }, JWKError, "The format 'pkcs8' is for private keys"],
    [ec, { format: 'spki', private: true }, JWKError, "The format 'spki' is for public keys"],
    [secret, {}, JWKError, 'A secret has no PEM or DER'],
    [secret, { private: true }, JWKError, 'A secret has no PEM or DER'],
    [ec, { format: 'x509' }, TypeError, 'Unknown key format'],
    [ec, { form: 'spki' }, TypeError, "Unknown option 'form'"],
    [ec, { private: true, passphrase: undefined }, TypeError, "The option 'passphrase' is undefined"],
    [ec, { passphrase: 'open' }, TypeError, "The option 'passphrase' is for PKCS#8"],
    [ec, { private: true, format: 'sec1', passphrase: 'open' }, TypeError, "The option 'passphrase' is for PKCS#8"],
    [ec, { private: true, iterations: 1000 }, TypeError, "The option 'iterations' needs a passphrase"],
    ...[999, 1_200_001, 1000.5, '1000', Number.NaN].map(
      (iterations) =>
        [ec, { private: true, passphrase: 'open', iterations }, TypeError, 'an integer from 1000 to 1200000'] as const,
    ),
    [ec, { private: true, passphrase: 5 }, TypeError, 'passphrase'],
  ]
  it.each(refused)('%# is refused by what is wrong with it', (key, options, type, says) => {
    for (const write of [() => key?.toPemSync(options as DerOptions), () => key?.toDerSync(options as DerOptions)]) {
      expect(write).toThrow(says)
      expect(write).toThrow(type)
    }
  })

  it('of a public key is public', () => {
    const half = ec?.publicKeySync()
    for (const format of ['pkcs8', 'sec1'] as const)
      expect(() => half?.toPemSync({ private: true, format })).toThrow(JWKError)
    expect(half?.toPemSync()).toBe(ec?.toPemSync())
  })

  it('takes from 1000 iterations to the limit, which is the caller’s', () => {
    const { jwk } = createJose(node, { limits: { p2c: 1001 } })
    const key = jwk.constructSync(ES256.private)
    const write = (iterations: number) => key.toPemSync({ private: true, passphrase: 'open', iterations })
    for (const iterations of [1000, 1001])
      expect(jwk.constructSync(write(iterations), undefined, { passphrase: 'open' }).type).toBe('private')
    expect(() => write(1002)).toThrow('from 1000 to 1001')
    const more = ec?.toPemSync({ private: true, passphrase: 'open', iterations: 1002 }) as string
    expect(() => jwk.constructSync(more, undefined, { passphrase: 'open' })).toThrow(
      expect.objectContaining({ code: 'ERR_LIMIT' }),
    )
  })

  it('is encrypted as the policy wants it', () => {
    const policy = { ...policies.fips, name: 'own', minimumIterations: 2000, minimumSaltBytes: 17 }
    const salted = createJose(node, { policy: { ...policy, minimumIterations: 1 } }).jwk
    const own = createJose(node, { policy: { ...policy, minimumSaltBytes: 16 } }).jwk
    const write = (jwk: typeof own, passphrase: string, iterations: number) => () =>
      jwk.constructSync(ES256.private).toPemSync({ private: true, passphrase, iterations })
    const refusal = (message: string) => expect.objectContaining({ code: 'ERR_KEY_UNFIT', message })
    const [bytes, rounds, salt] = [
      refusal("The policy 'own' wants passphrases of at least 8 bytes"),
      refusal("The policy 'own' wants keys encrypted with at least 2000 iterations"),
      refusal("The policy 'own' wants keys encrypted with a salt of at least 17 bytes"),
    ]
    expect(write(own, '1234567', 2000)).toThrow(bytes)
    expect(write(own, '12345678', 1999)).toThrow(rounds)
    expect(write(salted, '12345678', 2000)).toThrow(salt)
    const good = write(own, '12345678', 2000)()
    expect(own.constructSync(good, undefined, { passphrase: '12345678' }).type).toBe('private')
    expect(() => salted.constructSync(good, undefined, { passphrase: '12345678' })).toThrow(salt)
    const weak = ec?.toPemSync({ private: true, passphrase: '1234567', iterations: 2000 }) as string
    expect(() => own.constructSync(weak, undefined, { passphrase: '1234567' })).toThrow(bytes)
    for (const [text, options] of [
      [weak, undefined],
      [weak, { passphrase: 'wrong' }],
    ] as const)
      expect(() => jwk.constructSync(text, undefined, options)).toThrow(
        expect.objectContaining({ code: 'ERR_KEY_PASSPHRASE' }),
      )
  })
})

describe('DER', () => {
  const { sequence, integer, octetString, bitString, oid } = tags
  const number = (value: number) => encodeUnsigned(Uint8Array.of(value))
  const bits = (content: Uint8Array) => encode(bitString, Uint8Array.of(0), content)
  const spki = derOf(RS256.publicPem)
  const pkcs1 = rsa?.toDerSync({ format: 'pkcs1' }) as Uint8Array
  const privatePkcs1 = rsa?.toDerSync({ format: 'pkcs1', private: true }) as Uint8Array
  const sec1 = ec?.toDerSync({ format: 'sec1', private: true }) as Uint8Array
  const nothing = encode(tags.null)
  const ofRsa = encode(sequence, encodeOid(keyOids.rsa), nothing)
  const d = encode(octetString, Uint8Array.from(Buffer.from(Ed25519.private.d, 'base64url')))
  const ofEd25519 = encode(sequence, encode(oid, Uint8Array.of(0x2b, 0x65, 0x70)))
  const x = Uint8Array.from(Buffer.from(Ed25519.private.x, 'base64url'))
  const half = encode(context(1, false), Uint8Array.of(0), x)
  const pkcs8 = (...parts: readonly Uint8Array[]) => encode(sequence, ...parts)

  it.each([
    ['spki', spki],
    ['pkcs1', pkcs1],
    ['pkcs1', privatePkcs1],
    ['sec1', sec1],
    ['pkcs8', derOf(ES256.privatePem)],
    ['spki', encode(sequence, ofRsa, bits(pkcs1))],
    ['pkcs8', pkcs8(number(0), ofRsa, encode(octetString, privatePkcs1))],
    ['pkcs8', pkcs8(number(1), ofEd25519, encode(octetString, d), half)],
    ['pkcs8', pkcs8(number(1), ofEd25519, encode(octetString, d), encode(context(0)), half)],
    ['pkcs8', pkcs8(number(1), ofEd25519, encode(octetString, d), encode(context(1), bits(x)))],
  ] as const)('of a key is known by its structure: %s (%#)', (form, der) => {
    expect(parseKeyDer(der).form).toBe(form)
  })

  it.each([
    ['a private key in the place of a public one', encode(sequence, ofRsa, bits(privatePkcs1))],
    ['a public key in the place of a private one', pkcs8(number(0), ofRsa, encode(octetString, pkcs1))],
    ['version 2', pkcs8(number(2), ofEd25519, encode(octetString, d))],
    ['the public key of another', pkcs8(number(1), ofRsa, encode(octetString, privatePkcs1), half)],
    ['attributes after the public key', pkcs8(number(1), ofEd25519, encode(octetString, d), half, encode(context(0)))],
    ['two public keys', pkcs8(number(1), ofEd25519, encode(octetString, d), half, half)],
    ['something else', pkcs8(number(1), ofEd25519, encode(octetString, d), number(1))],
    ['three parts in SPKI', encode(sequence, ofRsa, bits(pkcs1), nothing)],
    [
      'parameters of RSA that are not null',
      encode(sequence, encode(sequence, encodeOid(keyOids.rsa), number(0)), bits(pkcs1)),
    ],
    [
      'a null with content',
      encode(sequence, encode(sequence, encodeOid(keyOids.rsa), encode(tags.null, Uint8Array.of(0))), bits(pkcs1)),
    ],
    [
      'three parts in the algorithm',
      encode(sequence, encode(sequence, encodeOid(keyOids.rsa), nothing, nothing), bits(pkcs1)),
    ],
    [
      'parameters of Ed25519',
      encode(sequence, encode(sequence, encode(oid, Uint8Array.of(0x2b, 0x65, 0x70)), nothing), bits(x)),
    ],
    ['bits that are no octets', encode(sequence, ofRsa, encode(bitString, Uint8Array.of(1), pkcs1))],
    ['a multi-prime key', encode(sequence, number(1), ...Array.from({ length: 8 }, () => number(3)))],
    ['ten numbers', encode(sequence, number(0), ...Array.from({ length: 9 }, () => number(3)))],
    [
      'two curves',
      pkcs8(number(0), encode(sequence, encodeOid(keyOids.ec), encodeOid(ecOids['P-384'])), encode(octetString, sec1)),
    ],
    [
      'a SEC 1 key of version 2',
      encode(
        sequence,
        number(2),
        encode(octetString, new Uint8Array(32)),
        encode(context(0), encode(oid, Uint8Array.of(0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1, 7))),
      ),
    ],
    ['a SEC 1 key of no curve', encode(sequence, number(1), encode(octetString, new Uint8Array(32)))],
    ['nothing', encode(sequence)],
    ['an empty certificate', encode(sequence, encode(sequence), encode(sequence), bits(x))],
    ['octets after it', concat(spki, Uint8Array.of(0))],
    ['an integer', encode(integer, Uint8Array.of(1))],
  ])('with %s is refused', (_what, der) => {
    expect(() => parseKeyDer(der)).toThrow(InvalidKeyError)
    expect(() => jwk.constructSync({ der })).toThrow(InvalidKeyError)
  })

  it.each([
    [
      'an encrypted key under the label of a plain one',
      'decrypt it with jwk.construct and its passphrase',
      () => {
        const encrypted = ec?.toPemSync({ private: true, passphrase: 'open', iterations: 1000 }) as string
        return encrypted.replace(/ENCRYPTED /g, '')
      },
    ],
    [
      'a public key under the label of a private one',
      'other than its label says',
      () => ES256.publicPem.replace(/PUBLIC/g, 'PRIVATE'),
    ],
    [
      'a private key under the label of a public one',
      'other than its label says',
      () => ES256.privatePem.replace(/PRIVATE/g, 'PUBLIC'),
    ],
    ['no base64', 'not well-formed base64', () => ES256.publicPem.replace('M', '!')],
    ['line ends that are written out', 'where line breaks belong', () => ES256.publicPem.replace(/\n/g, '\\n')],
    [
      'a Proc-Type',
      'encrypted in the traditional way',
      () => ES256.publicPem.replace('\n', '\nProc-Type: 4,ENCRYPTED\n'),
    ],
    [
      'a DEK-Info',
      'encrypted in the traditional way',
      () => ES256.publicPem.replace('\n', '\nDEK-Info: AES-128-CBC\n'),
    ],
    ['a key of DSA', 'a DSA key', () => ES256.privatePem.replace(/PRIVATE/g, 'DSA PRIVATE')],
    ['PKCS#7', 'openssl pkcs7', () => ES256.publicPem.replace(/PUBLIC KEY/g, 'PKCS7')],
    ['parameters', 'parameters without a key', () => ES256.publicPem.replace(/PUBLIC KEY/g, 'DH PARAMETERS')],
    [
      'a new request',
      'request for a certificate',
      () => ES256.publicPem.replace(/PUBLIC KEY/g, 'NEW CERTIFICATE REQUEST'),
    ],
  ])('in a PEM with %s: said', (_what, says, pem) => {
    expect(() => jwk.constructSync(pem())).toThrow(says)
    expect(() => jwk.constructSync(pem())).toThrow(InvalidKeyError)
  })

  it('of a PEM may have spaces, tabs and line ends of any kind, and text around it', () => {
    const body = ES256.publicPem.replace(/\n(?=[\w+/])/g, ' \t\r\n ')
    for (const pem of [body, `Bag Attributes\n${body}after`, body.replace(/\n/g, '\r'), `-----BEGIN X-----\n${body}`])
      expect(jwk.constructSync(pem).toJwkSync()).toMatchObject({ x: ES256.public.x })
  })
})

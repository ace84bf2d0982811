import { InvalidKeyError, JWKError } from '@jose/core'
import { equal, ok, refuses } from '../assert.ts'
import type { Suite } from '../suite.ts'
import { utf8 } from './craft.ts'
import { armoured, base64, der, fromHex, joined, unarmoured } from './der.ts'
import { refuseMaterial } from './refuse-material.ts'
import { field, publicFields, sshNames, sshPrivate, typeOf } from './ssh.ts'
import { testKeys } from './test-keys.ts'

const { publicPem, privatePem, public: jwk } = testKeys.ES256
const octets = unarmoured(publicPem)
const hex = Array.from(octets, (octet) => octet.toString(16).padStart(2, '0')).join('')
const token = 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJhIjoiYiJ9.jiMyrsmD8AoHWeQgmxZ5yq8z0lXS67_QGs52AzC8Ru8'

/** What is given for a key by mistake, and what the error says it looks like. */
const mistakes: readonly (readonly [what: string, text: string, says: string])[] = [
  ['a PuTTY key', 'PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\nComment: me\nPublic-Lines: 2\n', 'puttygen'],
  [
    'an SSH2 key',
    '---- BEGIN SSH2 PUBLIC KEY ----\nAAAAC3NzaC1lZDI1NTE5\n---- END SSH2 PUBLIC KEY ----\n',
    'ssh-keygen -i',
  ],
  ['a line of authorized_keys with options', 'no-pty ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA me', 'before its type'],
  ['PGP', armoured('PGP PRIVATE KEY BLOCK', octets), 'PGP'],
  ['PGP, public', armoured('PGP PUBLIC KEY BLOCK', octets), 'PGP'],
  [
    'age',
    `# created: today\n# public key: age1x\nAGE-SECRET-KEY-1${'Q'.repeat(58)}`.split('\n').slice(2).join(''),
    'age',
  ],
  ['age, public', `age1${'q'.repeat(58)}`, 'age'],
  ['an age file', armoured('AGE ENCRYPTED FILE', octets), 'age'],
  ['XML', `<RSAKeyValue><Modulus>${base64(octets)}</Modulus></RSAKeyValue>`, 'XML'],
  ['the base64 of a PEM', base64(utf8(publicPem)), 'base64 of a PEM'],
  ['the base64 of DER', base64(octets), 'base64 of DER'],
  ['the base64 of DER in lines', publicPem.split('\n').slice(1, -2).join('\n'), 'base64 of DER'],
  ['the base64url of DER', base64(octets).replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, ''), 'base64 of DER'],
  ['the hexadecimal of DER', hex, 'hexadecimal'],
  ['a damaged armour', publicPem.replace(/-----/g, '----'), 'armour is damaged'],
  ['an armour without its dashes', publicPem.replace(/-/g, ''), 'armour is damaged'],
  ['a JWT', token, 'a token'],
  ['a URL', 'https://example.com/.well-known/jwks.json', 'a URL'],
  ['a URL of a file', 'file:///etc/keys/key.pem', 'a URL'],
  ['a path', './keys/private.pem', 'the path of a file'],
  ['a path of Windows', 'C:\\keys\\private.key', 'the path of a file'],
  ['a JWKS in JSON', JSON.stringify({ keys: [jwk] }), 'a JWKS'],
  ['a JWK in a list', JSON.stringify([jwk]), 'JSON'],
  ['a JWK in something', JSON.stringify({ key: jwk }), 'J'],
  ['JSON that holds a PEM', JSON.stringify({ private_key: privatePem }), 'PEM'],
  ['a PEM in one line with \\n', publicPem.replace(/\n/g, '\\n'), 'where line breaks belong'],
  ['a request for a certificate', armoured('CERTIFICATE REQUEST', octets), 'request for a certificate'],
  ['a list of revoked certificates', armoured('X509 CRL', octets), 'revoked'],
  ['parameters', armoured('EC PARAMETERS', der(0x06, fromHex('2a8648ce3d030107'))), 'parameters'],
  ['a label that nobody knows', armoured('MY OWN KEY', octets), 'no block that holds a key'],
]

/** DER that is well-formed, and no key. */
const structures: readonly (readonly [what: string, octets: Uint8Array, says: string])[] = [
  ['PKCS#12', der(0x30, der(2, [3]), der(0x30, der(6, fromHex('2a864886f70d010701'))), der(0x30)), 'PKCS#12'],
  ['PKCS#7', der(0x30, der(6, fromHex('2a864886f70d010702')), der(0xa0, der(0x30))), 'PKCS#7'],
  ['a DSA key', der(0x30, ...Array.from({ length: 6 }, () => der(2, [5]))), 'DSA'],
  ['a request', der(0x30, der(0x30, der(2, [0]), der(0x30), der(0x30)), der(0x30), der(3, [0])), 'request'],
  ['PEM', utf8(publicPem), 'PEM'],
  ['an empty sequence', der(0x30), 'no kind of key'],
  ['a number', der(0x30, der(2, [1])), 'no kind of key'],
]

/** What is no key's material at all. */
const objects: readonly (readonly [what: string, input: () => unknown, says: string])[] = [
  ['a list', () => [publicPem], 'a list'],
  ['a promise', () => Promise.resolve(publicPem), 'await it'],
  ['an ArrayBuffer', () => Uint8Array.from(octets).buffer, 'Uint8Array, not ArrayBuffer'],
  ['octets of another class', () => new Uint16Array(8), 'Uint8Array, not Uint16Array'],
  ['a view of octets', () => new DataView(new ArrayBuffer(8)), 'Uint8Array, not DataView'],
  ['a JWK that lost its kty', () => ({ crv: jwk.crv, x: jwk.x, y: jwk.y }), "no 'kty'"],
  ['a JWKS', () => ({ keys: [jwk] }), 'a JWKS'],
  ['a Map', () => new Map(), 'looks like Map'],
  ['a date', () => new Date(0), 'looks like Date'],
  ['a class that calls itself something', () => ({ [Symbol.toStringTag]: 'a secret, in full' }), 'an object is a JWK'],
  ['an object with a PEM in it', () => ({ pem: publicPem }), 'an object is a JWK'],
  ['a number', () => 5, 'a number'],
  ['nothing', () => undefined, 'missing'],
]

/** The kind of a key is found by parsing; what is none gets an error that says what it looks like. */
export const keysUnlike: Suite = (o, it) => {
  for (const [what, text, says] of mistakes) {
    it(`${what}: said in the error`, async () => {
      for (const algorithm of [undefined, 'ES256', 'RS256', 'EdDSA', 'ECDH-ES']) {
        const error = await refuseMaterial(o, text, algorithm)
        ok(error.message.includes(says), `a message with '${says}', not '${error.message}'`)
      }
      const error = await refuses(() => o.construct(utf8(text), 'ES256'), { is: JWKError })
      ok(error.message.includes(says), `a message with '${says}' for octets, not '${error.message}'`)
    })
  }
  for (const [what, bytes, says] of structures) {
    it(`DER of ${what}: said in the error`, async () => {
      const refusal = { is: InvalidKeyError, code: 'ERR_KEY_INVALID', message: says }
      for (const algorithm of [undefined, 'ES256', 'HS256'])
        await refuses(() => o.construct({ der: bytes }, algorithm), refusal)
    })
  }
  for (const [what, input, says] of objects) {
    it(`${what}: said in the error`, async () => {
      for (const algorithm of [undefined, 'ES256', 'HS256'])
        await refuses(() => o.construct(input(), algorithm), {
          is: InvalidKeyError,
          code: 'ERR_KEY_INVALID',
          message: says,
        })
    })
  }
  it('what is no name of an algorithm: said in the error, with what may be meant', async () => {
    for (const [algorithm, message] of [
      [{ passphrase: 'x' }, 'options come after it'],
      [5, 'options come after it'],
      ['es256', "did you mean 'ES256'?"],
      ['RSA-oaep', "did you mean 'RSA-OAEP'?"],
      ['RSA', 'what the key is for'],
      ['P-256', 'what the key is for'],
    ] as const) {
      await refuses(() => o.construct(publicPem, algorithm as string), { is: TypeError, message })
      await refuses(() => o.generate(algorithm as string), { is: TypeError, message })
    }
  })
  it('octets that are DER: give them as { der }', async () => {
    for (const bytes of [octets, unarmoured(privatePem)])
      await refuses(() => o.construct(bytes, 'ES256'), { is: InvalidKeyError, message: '{ der }' })
  })
  it('the octets of an OpenSSH key are no secret', async () => {
    for (const name of sshNames) {
      const blob = joined(field(typeOf(name)), publicFields(name))
      for (const algorithm of [undefined, 'HS256', 'RS256'])
        for (const secret of [blob, sshPrivate(name)])
          await refuses(() => o.construct(secret, algorithm), { is: InvalidKeyError })
    }
  })
  it('a text that looks like something is a secret all the same, where the algorithm says so', async () => {
    for (const text of [token, './keys/private.pem', 'https://example.com/', '{"a":1}', 'no key'])
      equal((await o.construct(text, 'HS256')).key.kty, 'oct')
    await refuses(() => o.construct(hex, 'HS256'), { is: InvalidKeyError })
    const random = base64(o.backend.random(63))
    for (const text of [`MA${random}`, `MIIB${random}`, `3082${hex}`, `3059${hex}`])
      equal((await o.construct(text)).key.kty, 'oct')
    for (const text of ['a plain secret', 'ssh', 'key.', 'my key: pem', 'MA', '30'])
      equal((await o.construct(text)).key.kty, 'oct')
  })
  it('the kind does not depend on the algorithm', async () => {
    const { privatePem: rsa } = testKeys.RS256
    await refuses(() => o.construct(rsa, 'ES256'), { is: InvalidKeyError, code: 'ERR_KEY_UNFIT' })
    await refuses(() => o.construct(publicPem, 'RS256'), { is: InvalidKeyError, code: 'ERR_KEY_UNFIT' })
    await refuses(() => o.construct(jwk, 'HS256'), { is: InvalidKeyError, code: 'ERR_KEY_UNFIT' })
    equal((await o.construct(rsa)).key.kty, 'RSA')
    equal((await o.construct(publicPem)).key.kty, 'EC')
  })
  it('a text, octets or DER of more than a million octets are refused before they are read', async () => {
    const refusal = { is: InvalidKeyError, code: 'ERR_LIMIT' }
    const blank = ' '.repeat(1_000_000)
    await refuses(() => o.construct(publicPem + blank), refusal)
    await refuses(() => o.construct(utf8(publicPem + blank), 'ES256'), refusal)
    await refuses(() => o.construct({ der: new Uint8Array(1_000_001).fill(0x30) }), refusal)
    for (const algorithm of [undefined, 'HS256', 'ES256']) {
      for (const text of [`${blank}x`, 'x'.repeat(1_000_001), `{"kty":"oct","k":"${'A'.repeat(1_000_000)}"}`]) {
        await refuses(() => o.construct(text, algorithm), refusal)
        await refuses(() => o.construct(utf8(text), algorithm), refusal)
      }
    }
    await refuses(() => o.certificateThumbprint(publicPem + blank), refusal)
    await refuses(() => o.certificateThumbprint({ der: new Uint8Array(1_000_001) }), refusal)
    equal((await o.construct(publicPem + blank.slice(0, 999_000))).key.kty, 'EC')
    equal((await o.construct('x'.repeat(1_000_000), 'HS256')).key.bits, 8_000_000)
  })
  it('the text of a JWK that is nested deeper than any is refused before it is built', async () => {
    const nested = (levels: number): string =>
      `{"deep":${'['.repeat(levels)}${']'.repeat(levels)},${JSON.stringify(jwk).slice(1)}`
    const tooDeep = { is: JWKError, code: 'ERR_LIMIT', message: 'nested too deeply' }
    equal((await o.construct(nested(15))).key.kty, 'EC')
    for (const levels of [16, 400_000])
      for (const text of [nested(levels), utf8(nested(levels))])
        await refuses(() => o.construct(text, 'ES256'), tooDeep)
    await refuses(() => o.construct(`{"kty":${'['.repeat(900_000)}`), tooDeep)
  })
}

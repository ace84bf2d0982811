// What is said of a text or an object that is given for a key by mistake.
import { nodeBackend } from '@jose/backend-node'
import { describe, expect, it } from 'vitest'
import testKeys from '../../../conformance/vectors/keys.json' with { type: 'json' }
import { kindOfObject, kindOfText } from '../src/jwk/looks-like.ts'
import { derOf } from './encodings.ts'

const { publicPem, public: jwk } = testKeys.ES256
const der = Buffer.from(derOf(publicPem))
const [base64, hex] = [der.toString('base64'), der.toString('hex')]

describe('a text', () => {
  it.each([
    ['PuTTY-User-Key-File-3: ssh-rsa', 'puttygen'],
    ['AGE-SECRET-KEY-1QQQ', 'age'],
    [`age1${'q7'.repeat(25)}`, 'age'],
    ['<RSAKeyValue><Modulus>', 'XML'],
    ['<?xml version="1.0"?>', 'XML'],
    [Buffer.from(publicPem).toString('base64'), 'base64 of a PEM'],
    ['eyJhbGciOiJub25lIn0.e30.c2ln', 'a token'],
    ['eyJhbGciOiJub25lIn0..', 'a token'],
    ['eyJhbGci-_09.e30-_.a.b.c-_', 'a token'],
    ['https://example.com/keys', 'a URL'],
    ['HTTPS://EXAMPLE.COM', 'a URL'],
    ['x-9+.y://example', 'a URL'],
    [hex, 'hexadecimal'],
    [base64, 'base64 of DER'],
    ['{"keys":[]}', 'a JWKS'],
    ['{"a":1,"keys" \n:\t [', 'a JWKS'],
    ['{"kty":"EC"', 'a JWK in JSON that is not well-formed'],
    ['[{"kty":"EC"}]', 'a JWK in JSON'],
    ['{"keys":{}}', 'JSON that is no JWK'],
    ['[1]', 'JSON that is no JWK'],
  ])('%j begins as nothing else does, after white space or none', (text, says) => {
    for (const space of ['', ' ', ' \n\t ']) expect(kindOfText(space + text)).toContain(says)
    expect(kindOfText(`my ${text}`)).toBeUndefined()
  })

  it.each([
    ['---- BEGIN SSH2 PUBLIC KEY ----', 'ssh-keygen -i'],
    ['no-pty ssh-ed25519 AAAAC3Nz', 'before its type'],
    ['from="a" ecdsa-sha2-nistp256   AAAAE2Vj', 'before its type'],
    ['x sk-ssh-ed25519@openssh.com AAAAGnNr', 'before its type'],
    ['--BEGIN', 'armour is damaged'],
    ['BEGIN KEY', 'armour is damaged'],
    ['BEGIN RSA PRIVATE KEY', 'armour is damaged'],
    ['-- BEGIN X CERTIFICATE', 'armour is damaged'],
    ['key.pem', 'the path of a file'],
    ['./a b/private.PEM \n', 'the path of a file'],
    [`${'x'.repeat(1000)}.jwks`, 'the path of a file'],
    ['\ufeff{"kty":1}', 'a JWK in JSON'],
    [`x\n${'-'.repeat(19_000)}BEGIN`, 'armour is damaged'],
  ])('%j may have something before it', (text, says) => {
    expect(kindOfText(text)).toContain(says)
  })

  it.each([
    'a secret',
    '',
    'my ssh- AAAA',
    'ssh-ed25519AAAA',
    'ssh-ED!! AAAA',
    'age1qqq',
    `age1${'Q'.repeat(50)}`,
    'BEGIN',
    'BEGIN KE',
    'BEGIN the KEY',
    'eyJ.e30.c2ln',
    'eyJhbGciOiJub25lIn0.e30',
    'eyJhbGci.e30.c2ln and more',
    'eyJhbGci.e!0.c2ln',
    '1ttps://example.com',
    'a://example.com',
    `${'a'.repeat(22)}://example.com`,
    'https:/example.com',
    '.pem',
    'key.pem is where',
    'first line\nkey.pem',
    'key.txt',
    'keypem',
    `${'x'.repeat(1001)}.pem`,
    'MA',
    '30',
    `MA${base64.slice(2)}`,
    `31${hex.slice(2)}`,
    `30${hex.slice(4)}`,
    '"keys":[]',
    `${'x'.repeat(20_000)} BEGIN KEY`,
  ])('%j is no more than a text', (text) => {
    expect(kindOfText(text)).toBeUndefined()
  })
})

describe('an object', () => {
  const named = (name: string) => ({ [Symbol.toStringTag]: name })
  it.each([
    [named('CryptoKey'), "none of the node backend's"],
    [{ key: 'x', passphrase: 'x' }, 'for jwk.construct'],
    [[jwk], 'several keys'],
    [Promise.resolve(jwk), 'await it'],
    // biome-ignore lint/suspicious/noThenProperty: it is what is looked for
    [{ then: 5 }, 'await it'],
    [new ArrayBuffer(8), 'not ArrayBuffer'],
    [new Float64Array(8), 'not Float64Array'],
    [new DataView(new ArrayBuffer(8)), 'not DataView'],
    [new SharedArrayBuffer(8), 'not SharedArrayBuffer'],
    ...['k', 'x', 'n', 'pub', 'crv'].map((member) => [{ [member]: 'x' }, "no 'kty'"] as const),
    [new Map(), 'it looks like Map'],
    [new Date(), 'it looks like Date'],
    [named('x'.repeat(40)), `it looks like ${'x'.repeat(40)}`],
    [named('x'.repeat(41)), 'an object is a JWK'],
    [named('two words'), 'an object is a JWK'],
    [named('!word'), 'an object is a JWK'],
    [named('word!'), 'an object is a JWK'],
    [named(''), 'an object is a JWK'],
    [{ d: 'x', y: 'x' }, 'an object is a JWK'],
    [Object.create({ k: 'x', passphrase: 'x' }), 'an object is a JWK'],
    [{}, 'an object is a JWK'],
  ] as const)('%# is said to be what it looks like', (input, says) => {
    expect(kindOfObject(nodeBackend(), input)).toContain(says)
  })
})

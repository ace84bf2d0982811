import { base64url, InvalidKeyError, type JWK, JWSError, JWTError } from '@jose/core'
import certificates from '../../vectors/certificates.json' with { type: 'json' }
import { equal, refuses } from '../assert.ts'
import type { Operations } from '../modes.ts'
import type { Suite } from '../suite.ts'
import { craft, utf8 } from './craft.ts'
import { armoured, base64, fromHex, joined, unarmoured } from './der.ts'
import { needing, testKeys } from './test-keys.ts'

type Disguise = readonly [title: string, secret: string | Uint8Array]

/** A public key taken for an HMAC secret lets everyone sign: CVE-2016-10555 and a dozen after it. */
export const attacksDisguise: Suite = (o, it) => {
  for (const [title, secret] of disguises()) {
    it(`${title} is no HMAC secret`, async () => {
      for (const form of typeof secret === 'string' ? [secret, utf8(secret)] : [secret]) {
        await refuseSecret(o, form)
      }
    })
  }
  for (const [name, algorithm] of [
    ['RS256', 'RS256'],
    ['ES256', 'ES256'],
    ['Ed25519', 'EdDSA'],
  ] as const) {
    const { publicPem, public: jwk } = testKeys[name]
    const title = `${algorithm}: a token that chose HS256 over its public key is refused as a token`
    const use = () => o.sign('x', testKeys[name].private, { algorithm })
    const body = async () => {
      for (const key of [publicPem, jwk, JSON.stringify(jwk), utf8(publicPem), { der: unarmoured(publicPem) }]) {
        const octets = typeof key === 'string' ? utf8(key) : key instanceof Uint8Array ? key : utf8(publicPem)
        const token = await macBy(o, octets)
        for (const algorithms of [
          ['HS256', algorithm],
          [algorithm, 'HS256'],
        ]) {
          await refuses(() => o.decode(token, key, { algorithms }), { is: JWTError })
          await refuses(() => o.verify(token, key, { algorithms }), { is: JWSError })
          await refuses(() => o.decode(token, [key], { algorithms }), { is: JWTError })
          await refuses(() => o.decode(token, () => key, { algorithms }), { is: JWTError })
        }
        await refuses(() => o.decode(token, key, { algorithms: [algorithm] }), { is: JWTError })
        await refuses(() => o.decode(token, key, { algorithms: ['HS256'] }), { is: InvalidKeyError })
      }
    }
    needing(o, it, [algorithm, name], title, body, use)
  }
  it('public keys in a set, a JWKS, or by kid are no secrets either', async () => {
    const { publicPem, public: jwk } = testKeys.RS256
    const sets = [[publicPem], { keys: [jwk] }, { a: publicPem }, { a: certificates.RS256 }, [utf8(publicPem), jwk]]
    for (const text of [publicPem, certificates.RS256, JSON.stringify(jwk)]) {
      const token = await macBy(o, utf8(text))
      for (const set of sets) {
        await refuses(() => o.verify(token, set, { algorithms: ['HS256', 'RS256'] }), { is: JWSError })
        await refuses(() => o.verify(token, set, { algorithms: ['HS256'] }), { is: JWSError })
      }
    }
  })
  it('ordinary secrets are not taken for keys', async () => {
    const secrets = [
      'secret',
      'MIIB is how this secret begins, and nothing more of it is DER',
      '{"a":"secret in JSON"}',
      '[1,2,3] is a list, or is it',
      'BEGIN PUBLIC KEY',
      'ssh-rsa is a name',
      '5f4dcc3b5aa765d61d8327deb882cf99',
      '123e4567-e89b-12d3-a456-426614174000',
      'M'.repeat(64),
      base64url.encode(new Uint8Array(64).fill(0x30)),
      'the monkey_ktyx is a name: kty and keys are words',
      `key=${base64url.encode(Uint8Array.from({ length: 60 }, (_, index) => index * 4))}`,
      JSON.stringify(Array.from({ length: 60 }, (_, index) => index * 4)),
      `0x${'5f4dcc3b5aa765d6'.repeat(6)}`,
      'BEGIN KEY: this is all that there is of one',
      '5f4dcc3b5aa765d61d8327deb882cf99'.repeat(4),
      '3081'.repeat(40),
      new Uint8Array(32),
      new Uint8Array(65).fill(4),
      new Uint8Array(64).fill(0x30),
      joined([4], new Uint8Array(64).fill(7)),
      joined([0x30, 0x3e], new Uint8Array(62).fill(0xaa)),
      Uint8Array.from({ length: 256 }, (_, index) => index),
    ]
    for (const secret of secrets) {
      const token = await o.sign('x', secret, { algorithm: 'HS256' })
      equal((await o.verify(token, secret, { algorithms: ['HS256'] })).text(), 'x')
    }
  })
}

async function refuseSecret(o: Operations, secret: string | Uint8Array): Promise<void> {
  for (const algorithm of ['HS256', 'HS384', 'HS512']) {
    await refuses(() => o.sign('x', secret, { algorithm }), { is: InvalidKeyError })
    await refuses(() => o.construct(secret, algorithm), { is: InvalidKeyError })
  }
  const token = await macBy(o, typeof secret === 'string' ? utf8(secret) : secret)
  await refuses(() => o.encode({}, secret, { algorithm: 'HS256' }), { is: InvalidKeyError })
  await refuses(() => o.verify(token, secret, { algorithms: ['HS256'] }), { is: InvalidKeyError })
  await refuses(() => o.decode(token, secret, { algorithms: ['HS256'] }), { is: InvalidKeyError })
  await refuses(() => o.verify(token, () => secret, { algorithms: ['HS256'] }), { is: InvalidKeyError })
  await refuses(() => o.verify(token, [secret], { algorithms: ['HS256'] }), { code: 'ERR_KEY_NOT_FOUND' })
  // Where the text is a key for RS256 or ES256 after all, the token is at fault; where it is none, the key.
  const algorithms = ['HS256', 'RS256', 'ES256']
  const isKey = await o.construct(secret, 'RS256').then(
    () => true,
    async () =>
      o.construct(secret, 'ES256').then(
        () => true,
        () => false,
      ),
  )
  await refuses(() => o.decode(token, secret, { algorithms }), { is: isKey ? JWTError : InvalidKeyError })
}

/** What the attacker makes, who knows the public key and nothing else. An oct JWK may hold any bytes. */
function macBy(o: Operations, octets: Uint8Array): Promise<string> {
  return craft(o, { alg: 'HS256', typ: 'JWT' }, { sub: 'admin' }, { kty: 'oct', k: base64url.encode(octets) })
}

function disguises(): readonly Disguise[] {
  const rows: Disguise[] = []
  for (const name of ['RS256', 'ES256', 'Ed25519'] as const) {
    const { publicPem: pem, public: jwk, privatePem } = testKeys[name]
    const octets = unarmoured(pem)
    const text = JSON.stringify(jwk)
    rows.push(
      [`${name} PEM with LF`, pem],
      [`${name} PEM with CRLF`, pem.replace(/\n/g, '\r\n')],
      [`${name} PEM with CR`, pem.replace(/\n/g, '\r')],
      [`${name} PEM without the last newline`, pem.trim()],
      [`${name} PEM in one line`, pem.replace(/\n/g, '')],
      [`${name} PEM after a space`, ` ${pem}`],
      [`${name} PEM after newlines and tabs`, `\n\t\r\n${pem}`],
      [`${name} PEM after a BOM`, `\ufeff${pem}`],
      [`${name} PEM after a NUL`, `\u0000${pem}`],
      [`${name} PEM before a NUL`, `${pem}\u0000`],
      [`${name} PEM after a zero-width space`, `\u200b${pem}`],
      [`${name} PEM with a zero-width space in its armour`, pem.replace('BEGIN', '\u200bBEGIN')],
      [`${name} PEM with a non-breaking space in its armour`, pem.replace('BEGIN ', 'BEGIN\u00a0')],
      [`${name} PEM after a comment`, `# my key\n${pem}`],
      [`${name} PEM after bag attributes`, `Bag Attributes\n    friendlyName: key\n${pem}`],
      [`${name} PEM with doubled spaces in its armour`, pem.replace(/ /g, '  ')],
      [`${name} PEM with a space before its label`, pem.replace(/-----BEGIN/g, '----- BEGIN')],
      [`${name} PEM with escaped newlines`, pem.replace(/\n/g, '\\n')],
      [`${name} PEM in quotes`, JSON.stringify(pem)],
      [`${name} PEM in UTF-16`, utf16(pem)],
      [`${name} private PEM`, privatePem],
      [`${name} PEM without its first line`, pem.split('\n').slice(1).join('\n')],
      [`${name} PEM without its last line`, pem.split('\n').slice(0, -2).join('\n')],
      [`${name} PEM without the dashes of its armour`, pem.replace(/-{5}/g, '')],
      [
        `${name} PEM without its first line and the dashes of its last`,
        pem.split('\n').slice(1).join('\n').replace(/-{5}/g, ''),
      ],
      [`${name} base64 of PEM`, base64(utf8(pem))],
      [`${name} base64url of PEM, after a line end`, base64url.encode(utf8(`\n${pem}`))],
      [`${name} DER`, octets],
      [`${name} DER and a newline`, joined(octets, [10])],
      [`${name} DER after a newline`, joined([10], octets)],
      [`${name} DER after a BOM`, joined([0xef, 0xbb, 0xbf], octets)],
      [`${name} private DER`, unarmoured(privatePem)],
      [`${name} base64 of DER`, base64(octets)],
      [`${name} base64 of DER, unpadded`, base64(octets).replace(/=/g, '')],
      [`${name} base64 of DER in lines`, pem.split('\n').slice(1, -2).join('\n')],
      [`${name} base64 of DER in lines whose ends are written out`, pem.split('\n').slice(1, -2).join('\\n')],
      [`${name} base64url of DER`, base64url.encode(octets)],
      [`${name} DER in hexadecimal`, hex(octets)],
      [`${name} DER in hexadecimal of upper case`, hex(octets).toUpperCase()],
      [`${name} DER in hexadecimal with colons`, hex(octets).replace(/..(?=.)/g, '$&:')],
      ...around(base64(octets)).map(([how, disguised]): Disguise => [`${name} base64 of DER ${how}`, disguised]),
      [`${name} base64 of DER in hexadecimal`, hex(utf8(base64(octets)))],
      [`${name} base64 of base64 of DER`, base64(utf8(base64(octets)))],
      [`${name} DER in hexadecimal after 0x`, `0x${hex(octets)}`],
      [`${name} DER as a list in C`, `{ ${hex(octets).replace(/..(?=.)/g, '0x$&, ')} }`],
      [`${name} DER as a list of numbers`, JSON.stringify(Array.from(octets))],
      [`${name} DER as a Buffer in JSON`, JSON.stringify({ type: 'Buffer', data: Array.from(octets) })],
      [`${name} JWK text`, text],
      [`${name} JWK as a program has it`, text.replace(/"(\w+)":"([^"]*)"/g, "$1: '$2'")],
      [
        `${name} JWK in YAML`,
        Object.entries(jwk)
          .map(([member, value]) => `${member}: ${value}\n`)
          .join(''),
      ],
      [`${name} JWK text, indented`, JSON.stringify(jwk, undefined, 2)],
      [`${name} JWK text after a BOM`, `\ufeff${text}`],
      [`${name} JWK text with an escaped kty`, text.replace('"kty"', '"k\\u0074y"')],
      [`${name} JWK text in a list`, `[${text}]`],
      [
        `${name} JWK text with kty last`,
        JSON.stringify({ ...jwk, kty: undefined, z: 1 }).replace(/,"z":1/, `,"kty":"${jwk.kty}"`),
      ],
      [`${name} JWK text in base64`, base64(utf8(text))],
      [`${name} JWK text in base64url`, base64url.encode(utf8(text))],
      [`${name} private JWK text`, JSON.stringify(testKeys[name].private)],
      [`${name} JWKS text`, JSON.stringify({ keys: [jwk] })],
      [`${name} JWKS text, indented`, JSON.stringify({ keys: [jwk] }, undefined, 4)],
      [`${name} OpenSSH line`, openSsh(name)],
      [`${name} OpenSSH line with options and a comment`, `no-pty,command="x" ${openSsh(name)} me@host\n`],
      [`${name} OpenSSH line after a space`, ` ${openSsh(name)}`],
      [
        `${name} SSH2 armour`,
        `---- BEGIN SSH2 PUBLIC KEY ----\n${openSsh(name).split(' ')[1]}\n---- END SSH2 PUBLIC KEY ----\n`,
      ],
    )
  }
  const pkcs1 = unarmoured(testKeys.RS256.publicPem).slice(24)
  rows.push(
    ['RSA PKCS#1 PEM', armoured('RSA PUBLIC KEY', pkcs1)],
    ['RSA PKCS#1 PEM with CRLF', armoured('RSA PUBLIC KEY', pkcs1).replace(/\n/g, '\r\n')],
    ['RSA PKCS#1 DER', pkcs1],
    ['RSA PKCS#1 in base64', base64(pkcs1)],
    ['an unknown armour', armoured('MY OWN KEY', pkcs1)],
    ['RSA in XML', xml(testKeys.RS256.public)],
  )
  for (const [name, pem] of [
    ['RSA', certificates.RS256],
    ['EC', certificates.ES256],
  ] as const) {
    rows.push(
      [`${name} X.509 PEM`, pem],
      [`${name} X.509 PEM with CRLF`, pem.replace(/\n/g, '\r\n')],
      [`${name} X.509 PEM in upper case armour with doubled spaces`, pem.replace(/(BEGIN|END) /g, '$1  ')],
      [`${name} X.509 DER`, unarmoured(pem)],
      [`${name} X.509 in base64`, base64(unarmoured(pem))],
    )
  }
  for (const [name, bytes] of [
    ['ES256', 65],
    ['ES384', 97],
    ['ES512', 133],
    ['ES256K', 65],
  ] as const) {
    const point = unarmoured(testKeys[name].publicPem).slice(-bytes)
    rows.push([`${name} uncompressed point`, point], [`${name} uncompressed point in hexadecimal`, hex(point)])
  }
  return rows
}

/** A key's text as files and variables have it. */
function around(text: string): readonly (readonly [how: string, text: string])[] {
  return [
    ['in quotes', `"${text}"`],
    ['behind a name', `PUBLIC_KEY=${text}`],
    ['in YAML', `publicKey: ${text}\n`],
    ['in JSON', JSON.stringify({ publicKey: text, algorithm: 'HS256' })],
    ['in a list', JSON.stringify([text, text])],
    ['in a data URL', `data:application/octet-stream;base64,${text}`],
    ['in a query', `key=${encodeURIComponent(text)}`],
  ]
}

function hex(octets: Uint8Array): string {
  return Array.from(octets, (octet) => octet.toString(16).padStart(2, '0')).join('')
}

/** As .NET writes it. */
function xml({ n, e }: JWK): string {
  const plain = (member: unknown): string => base64(base64url.decode(member as string))
  return `<RSAKeyValue><Modulus>${plain(n)}</Modulus><Exponent>${plain(e)}</Exponent></RSAKeyValue>`
}

function utf16(text: string): Uint8Array {
  return Uint8Array.from(Array.from(text).flatMap((character) => [character.charCodeAt(0), 0]))
}

/** One line of `authorized_keys` (RFC 4253 §6.6, RFC 5656 §3.1, RFC 8709 §4). */
function openSsh(name: 'RS256' | 'ES256' | 'Ed25519'): string {
  const field = (octets: Uint8Array): Uint8Array => joined(fromHex(octets.length.toString(16).padStart(8, '0')), octets)
  const bytes = (member: string): Uint8Array => base64url.decode(testKeys[name].public[member] as string)
  const [type, ...fields] = {
    RS256: () => ['ssh-rsa', bytes('e'), joined([0], bytes('n'))] as const,
    ES256: () => ['ecdsa-sha2-nistp256', utf8('nistp256'), joined([4], bytes('x'), bytes('y'))] as const,
    Ed25519: () => ['ssh-ed25519', bytes('x')] as const,
  }[name]()
  return `${type} ${base64(joined(...[utf8(type), ...fields].map(field)))}`
}

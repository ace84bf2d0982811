import { base64url, JWKError, UnsupportedAlgorithmError } from '@jose/core'
import { equal, ok } from '../assert.ts'
import type { Operations } from '../modes.ts'
import type { Suite } from '../suite.ts'
import { armoured, der, fromHex, joined, unarmoured } from './der.ts'
import { refuseMaterial } from './refuse-material.ts'
import { pairNames, testKeys } from './test-keys.ts'

/** PEM and DER that are not exactly those of one key are refused, and nothing crashes on them. */
export const keyDer: Suite = (o, it) => {
  it('PEM: cut off, spoilt, mislabelled, encrypted', async () => {
    const { publicPem, privatePem } = testKeys.ES256
    const lines = publicPem.split('\n')
    const body = unarmoured(publicPem)
    const bad = [
      lines.slice(0, 3).join('\n'),
      lines.filter((_, index) => index !== 1).join('\n'),
      lines.filter((_, index) => index !== 2).join('\n'),
      publicPem.replace('END PUBLIC', 'END PRIVATE'),
      publicPem.replace(/PUBLIC KEY/g, 'PRIVATE KEY'),
      privatePem.replace(/PRIVATE KEY/g, 'PUBLIC KEY'),
      ...['RSA PUBLIC KEY', 'RSA PRIVATE KEY', 'EC PRIVATE KEY', 'CERTIFICATE', 'X509 CERTIFICATE'].map((label) =>
        armoured(label, body),
      ),
      ...['', 'KEY', 'EC PARAMETERS', 'DH PARAMETERS', 'CERTIFICATE REQUEST', 'toString', '__proto__'].map((label) =>
        armoured(label, body),
      ),
      armoured('PUBLIC KEY', new Uint8Array(0)),
      armoured('PUBLIC KEY', joined(body, [0])),
      armoured('PUBLIC KEY', body.slice(0, -1)),
      publicPem.replace('MF', 'M!'),
      publicPem.replace('MF', 'M\u0000'),
      publicPem.replace('MF', 'M-'),
      publicPem.replace('MF', 'M='),
      publicPem.replace('==\n', '=\n'),
      publicPem.replace('==\n', '\n'),
      publicPem.replace('==\n', '===\n'),
      publicPem.replace('-----BEGIN PUBLIC KEY-----\n', '-----BEGIN PUBLIC KEY-----\nProc-Type: 4,ENCRYPTED\n\n'),
      privatePem.replace(/PRIVATE KEY/g, 'ENCRYPTED PRIVATE KEY'),
      privatePem.replace(/PRIVATE KEY/g, 'OPENSSH PRIVATE KEY'),
      '-----BEGIN PUBLIC KEY-----',
      '-----BEGIN -----END -----',
      `-----BEGIN ${'A'.repeat(1000)}`,
    ]
    ok(/\+/.test(publicPem) && /\//.test(testKeys.RS256.publicPem), 'PEMs with both characters of the alphabet')
    bad.push(
      publicPem.replace(/\+/g, '-'),
      testKeys.RS256.publicPem.replace(/\n[^-\n]+\/[^\n]*/, (line) => line.replace(/\//g, '_')),
    )
    for (const pem of bad) await refuseMaterial(o, pem)
    for (const pem of bad) await refuseMaterial(o, pem, 'ES256')
  })
  it('PEM: text around the block, white space, CRLF and other blocks before are no harm', async () => {
    const { publicPem, public: jwk, private: whole } = testKeys.ES256
    const { kid: _, ...bare } = jwk
    const sec1 = await (await o.construct(whole)).toPem({ private: true, format: 'sec1' })
    const parameters = armoured('EC PARAMETERS', der(0x06, fromHex('2a8648ce3d030107')))
    const good = [
      `Bag Attributes\n  friendlyName: x\n${publicPem}trailing text\n`,
      publicPem.replace(/\n/g, '\r\n'),
      publicPem.trim(),
      ` \t${publicPem}\n\n`,
      publicPem.replace(/\n/g, ' \n'),
      parameters + sec1,
      `${publicPem}${testKeys.RS256.publicPem}`,
    ]
    for (const pem of good) equal(await (await o.construct(pem)).toJwk(), bare)
  })

  it('DER: cut off anywhere, or with anything behind', async () => {
    for (const name of pairNames.filter((each) => !each.startsWith('ML'))) {
      for (const pem of [testKeys[name].publicPem, testKeys[name].privatePem]) {
        const octets = unarmoured(pem)
        for (let length = 0; length < octets.length; length++) await refuseMaterial(o, { der: octets.slice(0, length) })
        for (const tail of [[0], [0x30, 0], octets]) await refuseMaterial(o, { der: joined(octets, tail) })
      }
    }
  })
  it('DER: huge, indefinite, overlong and negative lengths and numbers', async () => {
    const { publicPem } = testKeys.ES256
    const octets = unarmoured(publicPem)
    equal(Array.from(octets.slice(0, 2)), [0x30, 0x59])
    const rest = octets.slice(2)
    for (const length of [
      '80',
      '8159',
      '820059',
      '83000059',
      '8400000059',
      '83ffffff',
      '84ffffffff',
      '88ffffffffffffffff',
      'ff',
      '58',
      '5a',
    ]) {
      await refuseMaterial(o, { der: joined([0x30], fromHex(length), rest) })
    }
    const large = unarmoured(testKeys.RS256.publicPem)
    equal(Array.from(large.slice(0, 4)), [0x30, 0x82, 0x01, 0x22])
    for (const length of ['83000122', '8400000122', '830122', '8122', '820121', '820123']) {
      await refuseMaterial(o, { der: joined([0x30], fromHex(length), large.slice(4)) })
    }
    const [n, e] = [base64url.decode(testKeys.RS256.public.n ?? ''), base64url.decode(testKeys.RS256.public.e ?? '')]
    const pkcs1 = (modulus: Uint8Array, exponent: Uint8Array) => der(0x30, der(2, modulus), der(2, exponent))
    equal(await (await o.construct({ der: pkcs1(joined([0], n), e) })).toPem(), testKeys.RS256.publicPem)
    for (const octets of [pkcs1(joined([0, 0], n), e), pkcs1(joined([0], n), joined([0], e)), pkcs1(n, e)]) {
      await refuseMaterial(o, { der: octets })
    }
    const rsa = (...numbers: readonly (readonly number[])[]) => der(0x30, ...numbers.map((number) => der(2, number)))
    for (const numbers of [
      [[], [3]],
      [[0], [0]],
      [[0x80, 1], [3]],
      [[0, 1], [3]],
      [[1], [3]],
      [[1], [3], [5]],
    ]) {
      await refuseMaterial(o, { der: rsa(...numbers) })
    }
    await refuseMaterial(o, {
      der: Uint8Array.from({ length: 100_000 }, (_, index) => (index % 2 === 0 ? 0x30 : 0x80)),
    })
    await refuseMaterial(o, { der: new Uint8Array(100_000).fill(0x30) })
  })
  it('DER: keys of other kinds', async () => {
    const point = unarmoured(testKeys.ES256.publicPem).slice(-65)
    const spki = (algorithm: Uint8Array, bits: Uint8Array = point) => der(0x30, algorithm, der(3, [0], bits))
    const ecPublicKey = der(0x06, fromHex('2a8648ce3d0201'))
    const p256 = der(0x06, fromHex('2a8648ce3d030107'))
    equal(Array.from(spki(der(0x30, ecPublicKey, p256))), Array.from(unarmoured(testKeys.ES256.publicPem)))
    const kinds: readonly (readonly [string, Uint8Array])[] = [
      ['explicit parameters', spki(der(0x30, ecPublicKey, explicitP256(point)))],
      ['implicit parameters', spki(der(0x30, ecPublicKey, der(5)))],
      ['no parameters', spki(der(0x30, ecPublicKey))],
      ['parameters twice', spki(der(0x30, ecPublicKey, p256, p256))],
      ['brainpoolP256r1', spki(der(0x30, ecPublicKey, der(0x06, fromHex('2b2403030208010107'))))],
      [
        'a compressed point',
        spki(der(0x30, ecPublicKey, p256), joined([2 + ((point[64] ?? 0) & 1)], point.slice(1, 33))),
      ],
      ['a hybrid point', spki(der(0x30, ecPublicKey, p256), joined([6 + ((point[64] ?? 0) & 1)], point.slice(1)))],
      ['the point at infinity', spki(der(0x30, ecPublicKey, p256), Uint8Array.of(0))],
      ['unused bits', der(0x30, der(0x30, ecPublicKey, p256), der(3, [1], point))],
      ['DSA', spki(der(0x30, der(0x06, fromHex('2a8648ce380401'))))],
      ['DH', spki(der(0x30, der(0x06, fromHex('2a864886f70d010301'))))],
      [
        'RSASSA-PSS',
        spki(der(0x30, der(0x06, fromHex('2a864886f70d01010a'))), unarmoured(testKeys.RS256.publicPem).slice(24)),
      ],
      ['an Ed25519 key with parameters', spki(der(0x30, der(0x06, fromHex('2b6570')), der(5)), point.slice(0, 32))],
      ['an encrypted key', der(0x30, der(0x30, der(0x06, fromHex('2a864886f70d01050d'))), der(4, point))],
      ['an empty sequence', der(0x30)],
      ['no sequence', der(4, point)],
    ]
    for (const [what, octets] of kinds) {
      const error = await refuseMaterial(o, { der: octets })
      if (what === 'explicit parameters') ok(error.message.includes('explicit'), 'a message that names the reason')
      await refuseMaterial(o, armoured('PUBLIC KEY', octets), 'ES256')
    }
  })
  for (const name of ['ES256', 'Ed25519', 'RS256'] as const) {
    it(`${name}: any octet changed makes another key or a JWKError, never anything else`, async () => {
      const pems = name === 'RS256' ? [testKeys[name].publicPem] : [testKeys[name].publicPem, testKeys[name].privatePem]
      let refused = 0
      for (const octets of pems.map(unarmoured)) {
        for (let index = 0; index < octets.length; index++) {
          for (const change of [0x01, 0x80, 0xff]) {
            const changed = Uint8Array.from(octets, (octet, at) => (at === index ? octet ^ change : octet))
            if (await isRefused(o, { der: changed })) refused++
          }
        }
      }
      ok(refused > 30, 'refusals of most changes')
    })
  }
}

async function isRefused(o: Operations, material: unknown): Promise<boolean> {
  try {
    await o.construct(material)
    return false
  } catch (error) {
    ok(error instanceof JWKError || error instanceof UnsupportedAlgorithmError, 'a JWKError')
    return true
  }
}

/** The parameters of P-256 spelt out (RFC 3279 §2.3.5). */
function explicitP256(base: Uint8Array): Uint8Array {
  const p = fromHex('00ffffffff00000001000000000000000000000000ffffffffffffffffffffffff')
  const a = fromHex('ffffffff00000001000000000000000000000000fffffffffffffffffffffffc')
  const b = fromHex('5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b')
  const n = fromHex('00ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551')
  const field = der(0x30, der(0x06, fromHex('2a8648ce3d0101')), der(2, p))
  return der(0x30, der(2, [1]), field, der(0x30, der(4, a), der(4, b)), der(4, base), der(2, n), der(2, [1]))
}

import { base64url, InvalidKeyError, JWKError } from '@jose/core'
import { equal, refuses } from '../assert.ts'
import type { Suite } from '../suite.ts'
import { armoured, base64, der, fromHex, fromNumber, joined, toNumber, unarmoured } from './der.ts'
import { bytes, certificate, ecAlgorithm, integer, rsaAlgorithm } from './key-structures.ts'
import { field, mpint } from './ssh.ts'
import { testKeys } from './test-keys.ts'
import { rsa1024 } from './weak-keys.ts'

/** The rules about numbers hold in whatever form they come: core has them once, behind every parser. */
export const keysChecks: Suite = (o, it) => {
  const refusesAll = async (forms: readonly unknown[], refusal: object = {}): Promise<void> => {
    for (const form of forms) await refuses(() => o.construct(form), { is: JWKError, ...refusal })
  }

  const { public: rsa, private: rsaPrivate } = testKeys.RS256
  const n = toNumber(bytes(rsa, 'n'))
  const weak: readonly (readonly [what: string, n: bigint, e: bigint, refusal: object])[] = [
    ['1024 bits', toNumber(bytes(rsa1024, 'n')), 65537n, { code: 'ERR_KEY_SIZE' }],
    ['2047 bits', n >> 1n, 65537n, { code: 'ERR_KEY_SIZE' }],
    ['over 16384 bits', (1n << 16384n) + 1n, 65537n, { code: 'ERR_KEY_SIZE' }],
    ['an even modulus', n - 1n, 65537n, { is: InvalidKeyError, message: 'even' }],
    ['an exponent of 1', n, 1n, { is: InvalidKeyError, message: 'even or 1' }],
    ['an even exponent', n, 65536n, { is: InvalidKeyError, message: 'even or 1' }],
    ['an exponent of over 64 bits', n, (1n << 64n) + 1n, { is: InvalidKeyError, message: '64 bits' }],
    ['the fingerprint of ROCA', rocaModulus(), 65537n, { is: InvalidKeyError, message: 'ROCA' }],
  ]
  for (const [what, modulus, exponent, refusal] of weak) {
    it(`RSA of ${what}, in every form`, async () => {
      const [ns, es] = [fromNumber(modulus), fromNumber(exponent)]
      const pkcs1 = der(0x30, integer(ns), integer(es))
      const spki = der(0x30, rsaAlgorithm, der(3, [0], pkcs1))
      await refusesAll(
        [
          { kty: 'RSA', n: base64url.encode(ns), e: base64url.encode(es) },
          { der: pkcs1 },
          { der: spki },
          armoured('RSA PUBLIC KEY', pkcs1),
          armoured('PUBLIC KEY', spki),
          armoured('CERTIFICATE', certificate(spki)),
          `ssh-rsa ${base64(joined(field('ssh-rsa'), mpint(es), mpint(ns)))}`,
          { ...rsaPrivate, n: base64url.encode(ns), e: base64url.encode(es) },
        ],
        refusal,
      )
    })
  }
  it('the same forms of good numbers are taken', async () => {
    const { kid: _, ...bare } = rsa
    const pkcs1 = der(0x30, integer(bytes(rsa, 'n')), integer(bytes(rsa, 'e')))
    const spki = der(0x30, rsaAlgorithm, der(3, [0], pkcs1))
    const line = `ssh-rsa ${base64(joined(field('ssh-rsa'), mpint(bytes(rsa, 'e')), mpint(bytes(rsa, 'n'))))}`
    for (const form of [{ der: pkcs1 }, { der: spki }, armoured('CERTIFICATE', certificate(spki)), line])
      equal(await (await o.construct(form)).toJwk(), bare)
  })
  it('RSA: private numbers that do not belong together, in every form', async () => {
    const members = ['n', 'e', 'd', 'p', 'q', 'dp', 'dq', 'qi']
    for (const wrong of members.slice(2)) {
      const numbers = members.map((member) => {
        const octets = bytes(rsaPrivate, member)
        return member === wrong ? fromNumber(toNumber(octets) + 2n) : octets
      })
      const pkcs1 = der(0x30, der(2, [0]), ...numbers.map(integer))
      const pkcs8 = der(0x30, der(2, [0]), rsaAlgorithm, der(4, pkcs1))
      await refusesAll([
        { der: pkcs1 },
        { der: pkcs8 },
        armoured('RSA PRIVATE KEY', pkcs1),
        armoured('PRIVATE KEY', pkcs8),
      ])
    }
  })

  it('EC: a point off the curve, in every form', async () => {
    const { public: jwk, private: whole } = testKeys.ES256
    const [x, y, d] = [bytes(jwk, 'x'), bytes(jwk, 'y'), bytes(whole, 'd')]
    const off = joined([4], x, fromNumber(toNumber(y) ^ 1n, 32))
    const spki = der(0x30, ecAlgorithm, der(3, [0], off))
    const scalar = der(4, d)
    const named = der(0xa0, der(6, fromHex('2a8648ce3d030107')))
    const sec1 = der(0x30, der(2, [1]), scalar, named, der(0xa1, der(3, [0], off)))
    const blob = joined(field('ecdsa-sha2-nistp256'), field('nistp256'), field(off))
    await refusesAll([
      { ...jwk, y: base64url.encode(off.slice(33)) },
      { der: spki },
      armoured('CERTIFICATE', certificate(spki)),
      armoured('EC PRIVATE KEY', sec1),
      { der: der(0x30, der(2, [0]), ecAlgorithm, der(4, sec1)) },
      { der: der(0x30, der(2, [1]), ecAlgorithm, der(4, der(0x30, der(2, [1]), scalar)), der(0x81, [0], off)) },
      `ecdsa-sha2-nistp256 ${base64(blob)}`,
    ])
  })
  it('EC: a private number out of range, in every form', async () => {
    const order = fromHex('ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551')
    for (const scalar of [
      new Uint8Array(32),
      order,
      new Uint8Array(32).fill(255),
      new Uint8Array(0),
      joined([1], order),
    ]) {
      const sec1 = der(0x30, der(2, [1]), der(4, scalar), der(0xa0, der(6, fromHex('2a8648ce3d030107'))))
      const pkcs8 = der(0x30, der(2, [0]), ecAlgorithm, der(4, der(0x30, der(2, [1]), der(4, scalar))))
      await refusesAll([{ der: sec1 }, { der: pkcs8 }, { ...testKeys.ES256.private, d: base64url.encode(scalar) }])
    }
  })

  it('a secret has any octets but none, a certificate any extensions', async () => {
    await refusesAll([{ kty: 'oct', k: '' }, { kty: 'oct' }])
    equal((await o.construct({ kty: 'oct', k: 'AA' })).key.bits, 8)
    const spki = unarmoured(testKeys.ES256.publicPem)
    for (const octets of [certificate(spki), certificate(spki, der(0x81, [0, 1]), der(0xa3, der(0x30)))])
      equal(await (await o.construct({ der: octets })).toPem(), testKeys.ES256.publicPem)
    const bad = [
      certificate(spki, der(5)),
      certificate(spki, der(0xa3), der(0xa3)),
      certificate(spki, der(0xa3), der(0x81, [0])),
    ]
    await refusesAll(
      [...bad, certificate(new Uint8Array(0)), certificate(der(0x30))].map((octets) => ({ der: octets })),
    )
  })
}

/** An odd number of 2048 bits that is a power of 65537 modulo each prime from 3 to 167: as 1 is, modulo their product. */
function rocaModulus(): bigint {
  let product = 1n
  for (let candidate = 3; candidate <= 167; candidate += 2) {
    if (Array.from({ length: candidate - 2 }, (_, index) => index + 2).every((divisor) => candidate % divisor !== 0))
      product *= BigInt(candidate)
  }
  const found = 1n + product * ((3n << 2046n) / product)
  return found % 2n === 1n ? found : found + product
}

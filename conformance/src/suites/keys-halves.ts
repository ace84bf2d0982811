import { base64url, InvalidKeyError, type JWK, JWKError } from '@jose/core'
import encryptionKeys from '../../vectors/encryption-keys.json' with { type: 'json' }
import { equal, refuses } from '../assert.ts'
import type { Suite } from '../suite.ts'
import { armoured, base64, der, fromHex, joined, unarmoured } from './der.ts'
import { bytes, certificate, ecAlgorithm, integer, rsaAlgorithm } from './key-structures.ts'
import { field } from './ssh.ts'
import { needAlgorithms, needKey, skipLacking, testKeys } from './test-keys.ts'

const okpOids = { X25519: '2b656e', X448: '2b656f', Ed25519: '2b6570', Ed448: '2b6571' } as const

/** Private keys that come with their public half, and halves that are none. */
export const keysHalves: Suite = (o, it) => {
  const refusesAll = async (forms: readonly unknown[], refusal: object = {}): Promise<void> => {
    for (const form of forms) await refuses(() => o.construct(form), { is: JWKError, ...refusal })
  }
  const { public: rsa, private: rsaPrivate } = testKeys.RS256

  for (const name of ['Ed25519', 'Ed448', 'X25519', 'X448'] as const) {
    const jwk = name === 'X25519' || name === 'X448' ? (encryptionKeys[name].private as JWK) : testKeys[name].private
    const algorithm = der(0x30, der(6, fromHex(okpOids[name])))
    const need = (): void => {
      if (name === 'Ed25519' || name === 'Ed448') needKey(o, name)
      else if (!o.jose.supports('ECDH-ES', { curve: name })) skipLacking(o, name)
    }
    it(`${name}: PKCS#8 with the public half (RFC 5958), its own or another`, async () => {
      need()
      const [x, d] = [bytes(jwk, 'x'), bytes(jwk, 'd')]
      const whole = (tag: number, ...half: (readonly number[] | Uint8Array)[]): Uint8Array =>
        der(0x30, der(2, [1]), algorithm, der(4, der(4, d)), der(tag, ...half))
      // Explicitly tagged, too, as some writers do.
      for (const good of [whole(0x81, [0], x), whole(0xa1, der(3, [0], x))]) {
        const { kid: _, ...bare } = jwk
        equal(await (await o.construct({ der: good })).toJwk({ private: true }), bare)
      }
      const other = x.map((octet, index) => (index === 3 ? octet ^ 1 : octet))
      const twice = der(0x30, der(2, [1]), algorithm, der(4, der(4, d)), der(0x81, [0], x), der(0x81, [0], x))
      const inOrder = der(0x30, der(2, [1]), algorithm, der(4, der(4, d)), der(0x81, [0], x), der(0xa0))
      const bad = [
        whole(0x81, [0], other),
        whole(0xa1, der(3, [0], other)),
        whole(0x81, [0], x.slice(1)),
        twice,
        inOrder,
      ]
      const more = [whole(0x81, [1], x), whole(0x81), whole(0xa1), whole(0xa1, der(4, [0], x)), whole(0xa2, [0], x)]
      await refusesAll([...bad, ...more].map((octets) => ({ der: octets })))
      await refusesAll([{ ...jwk, x: base64url.encode(other) }])
    })
    it(`${name}: points of small order, in every form`, async () => {
      const { length } = bytes(jwk, 'x')
      for (const first of [0, 1]) {
        const x = new Uint8Array(length)
        x[0] = first
        const spki = der(0x30, algorithm, der(3, [0], x))
        const pkcs8 = der(0x30, der(2, [1]), algorithm, der(4, der(4, bytes(jwk, 'd'))), der(0x81, [0], x))
        const forms: unknown[] = [{ kty: 'OKP', crv: name, x: base64url.encode(x) }, { der: spki }, { der: pkcs8 }]
        forms.push(armoured('PUBLIC KEY', spki), armoured('CERTIFICATE', certificate(spki)))
        if (name === 'Ed25519') forms.push(`ssh-ed25519 ${base64(joined(field('ssh-ed25519'), field(x)))}`)
        await refusesAll(forms, { is: InvalidKeyError })
      }
    })
    it(`${name}: lengths that are not its own, in every form`, async () => {
      const [x, d] = [bytes(jwk, 'x'), bytes(jwk, 'd')]
      for (const wrong of [
        (part: Uint8Array) => part.slice(1),
        (part: Uint8Array) => joined(part, [0]),
        () => new Uint8Array(0),
      ]) {
        await refusesAll([
          { der: der(0x30, algorithm, der(3, [0], wrong(x))) },
          { der: der(0x30, der(2, [0]), algorithm, der(4, der(4, wrong(d)))) },
          { der: der(0x30, der(2, [0]), algorithm, der(4, wrong(d))) },
        ])
      }
      await refusesAll([{ der: der(0x30, der(2, [0]), algorithm, der(4, der(4, d), der(5))) }])
    })
  }
  it('EC and RSA: PKCS#8 with the public half beside it (RFC 5958), its own or another', async () => {
    const { private: ec, publicPem } = testKeys.ES256
    const sec1 = der(0x30, der(2, [1]), der(4, bytes(ec, 'd')))
    const point = unarmoured(publicPem).slice(-65)
    const ecKey = (half: Uint8Array): object => ({
      der: der(0x30, der(2, [1]), ecAlgorithm, der(4, sec1), der(0x81, [0], half)),
    })
    const { kid: _, ...bareEc } = ec
    equal(await (await o.construct(ecKey(point))).toJwk({ private: true }), bareEc)
    const pkcs1 = der(
      0x30,
      der(2, [0]),
      ...['n', 'e', 'd', 'p', 'q', 'dp', 'dq', 'qi'].map((member) => integer(bytes(rsaPrivate, member))),
    )
    const half = der(0x30, integer(bytes(rsa, 'n')), integer(bytes(rsa, 'e')))
    const rsaKey = (octets: Uint8Array): object => ({
      der: der(0x30, der(2, [1]), rsaAlgorithm, der(4, pkcs1), der(0x81, [0], octets)),
    })
    const { kid: __, ...bareRsa } = rsaPrivate
    equal(await (await o.construct(rsaKey(half))).toJwk({ private: true }), bareRsa)
    const other = await (await o.generate('ES256')).toDer()
    await refusesAll([ecKey(other.slice(-65)), ecKey(point.slice(0, -1)), ecKey(half), rsaKey(point), rsaKey(pkcs1)])
    await refusesAll([rsaKey(der(0x30, integer(bytes(rsa, 'n')), der(2, [3])))])
  })
  it('ML-DSA: the seed alone, or with the key it expands to; never the latter alone', async () => {
    needAlgorithms(o, 'ML-DSA-44')
    const { private: jwk, privatePem } = testKeys['ML-DSA-44']
    const algorithm = der(0x30, der(6, fromHex('608648016503040311')))
    const seed = bytes(jwk, 'priv')
    const whole = (octets: Uint8Array): object => ({ der: der(0x30, der(2, [0]), algorithm, der(4, octets)) })
    const expanded = unarmoured(privatePem).slice(-2560)
    const { kid: _, ...bare } = jwk
    for (const good of [der(0x80, seed), der(0x30, der(4, seed), der(4, expanded))])
      equal(await (await o.construct(whole(good))).toJwk({ private: true }), bare)
    await refuses(() => o.construct(whole(der(4, expanded))), { is: InvalidKeyError, message: 'seed' })
    const bad = [
      der(0x80, seed.slice(1)),
      der(0x80),
      joined(der(0x80, seed), der(5)),
      der(0x30, der(4, seed)),
      der(0x30),
    ]
    await refusesAll([...bad, der(0x30, der(4, seed), der(4, expanded), der(5)), seed].map(whole))
  })
}

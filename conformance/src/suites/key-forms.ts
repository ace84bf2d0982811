import { base64url, InvalidKeyError, type JWK, JWKError, UnsupportedAlgorithmError } from '@jose/core'
import { equal, ok, refuses } from '../assert.ts'
import type { Operations } from '../modes.ts'
import type { It, Suite } from '../suite.ts'
import { secret, utf8 } from './craft.ts'
import { joined, unarmoured } from './der.ts'
import { hasKey, type KeyName, needing, pairNames, signers, skipLacking, testKeys } from './test-keys.ts'

const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k', 'priv']

/** The forms a key comes in, and goes out in, exactly. */
export const keyForms: Suite = (o, it) => {
  for (const name of pairNames) {
    const itHolding: It = (title, body) =>
      it(title, async () => {
        await holding(o, name)
        await body()
      })
    registerPair(o, itHolding, name)
  }
  for (const name of ['HS256', 'HS384', 'HS512'] as const) {
    it(`${name}: an oct JWK comes back as it is`, async () => {
      const jwk = testKeys[name].private
      const key = await o.construct(jwk)
      equal(await key.toJwk({ private: true }), jwk)
      equal([key.key.kty, key.key.type, key.key.bits], ['oct', 'secret', base64url.decode(jwk.k ?? '').length * 8])
    })
  }

  it('a secret is the UTF-8 of a text, or bytes', async () => {
    for (const text of [secret, 'Zoë 日本 🎉', ' ', '\u0000']) {
      const k = base64url.encode(text)
      for (const material of [text, utf8(text)]) {
        equal(await (await o.construct(material, 'HS256')).toJwk({ private: true }), { kty: 'oct', k, alg: 'HS256' })
        equal(await (await o.construct(material)).toJwk({ private: true }), { kty: 'oct', k })
      }
    }
    await refuses(() => o.construct('lone \ud800', 'HS256'), { is: InvalidKeyError })
  })
  it('an oct JWK may hold any bytes, even those of a PEM', async () => {
    const k = base64url.encode(testKeys.RS256.publicPem)
    const token = await o.sign('x', { kty: 'oct', k }, { algorithm: 'HS256' })
    equal((await o.verify(token, { kty: 'oct', k }, { algorithms: ['HS256'] })).text(), 'x')
  })
  it('RSA: a private JWK without CRT members is completed', async () => {
    const { p, q, dp, dq, qi, ...bare } = testKeys.RS256.private
    const key = await o.construct(bare)
    const jwk = await key.toJwk({ private: true })
    const kept = (members: JWK) => [members.kty, members.kid, members.n, members.e, members.d]
    equal(kept(jwk), kept(bare))
    // The primes have no order of their own.
    equal([jwk.p, jwk.q].sort(), [p, q].sort())
    if (jwk.p === p) equal([jwk.dp, jwk.dq, jwk.qi], [dp, dq, qi])
    else equal([jwk.dp, jwk.dq], [dq, dp])
    const token = await o.sign('x', bare, { algorithm: 'RS256' })
    equal(token, await o.sign('x', testKeys.RS256.private, { algorithm: 'RS256' }))
  })
  it('RSA: leading zero octets are tolerated, and not written', async () => {
    const jwk: { [member: string]: unknown } = { ...testKeys.RS256.private }
    for (const member of ['n', 'e', 'd', 'p', 'q', 'dp', 'dq', 'qi']) {
      jwk[member] = base64url.encode(joined([0, 0], base64url.decode(jwk[member] as string)))
    }
    equal(await (await o.construct(jwk)).toJwk({ private: true }), testKeys.RS256.private)
  })
  needing(
    o,
    it,
    ['ES512', 'ES512'],
    'EC members keep their leading zeros',
    async () => {
      const { x, y } = testKeys.ES512.public
      const octets = base64url.decode(x ?? '')
      equal([octets.length, octets[0]], [66, 0], 'a coordinate that begins with a zero')
      equal(await (await o.construct(testKeys.ES512.publicPem)).toJwk(), { kty: 'EC', crv: 'P-521', x, y })
    },
    () => o.sign('x', testKeys.ES512.private, { algorithm: 'ES512' }),
  )
  it('members that are not understood are ignored, and do not come back', async () => {
    const jwk = { ...testKeys.ES256.public, x5u: 'https://example/', ext: true, n: 5, __proto__: null }
    equal(await (await o.construct(jwk)).toJwk(), testKeys.ES256.public)
  })
  it('alg, use, key_ops and kid come back; an export of the public half has their counterparts', async () => {
    const attributes = { alg: 'ES256', use: 'sig', kid: 'k', key_ops: ['sign', 'deriveBits', 'decrypt', 'unwrapKey'] }
    const { key, toJwk, publicKey } = await o.construct({ ...testKeys.ES256.private, ...attributes })
    equal([key.algorithm, key.use, key.kid, key.keyOps], ['ES256', 'sig', 'k', attributes.key_ops])
    equal(await toJwk({ private: true }), { ...testKeys.ES256.private, ...attributes })
    const half = { ...testKeys.ES256.public, ...attributes, key_ops: ['verify', 'encrypt', 'wrapKey'] }
    equal(await toJwk(), half)
    equal((await publicKey()).key.keyOps, half.key_ops)
  })
  it('a bound algorithm is kept, and cannot be another than the key’s own', async () => {
    equal((await o.construct(testKeys.RS256.private)).key.algorithm, undefined)
    const key = await o.construct(testKeys.RS256.private, 'PS256')
    equal([key.key.algorithm, (await key.toJwk()).alg], ['PS256', 'PS256'])
    equal((await o.construct(key.key, 'PS256')).key.algorithm, 'PS256')
    await refuses(() => o.construct(key.key, 'RS256'), { is: InvalidKeyError })
    await refuses(() => o.construct({ ...testKeys.RS256.private, alg: 'RS512' }, 'RS256'), { is: InvalidKeyError })
    await refuses(() => o.construct(testKeys.RS256.private, 'ES256'), { is: InvalidKeyError })
    await refuses(() => o.construct(secret, 'RS256'), { is: InvalidKeyError })
    for (const algorithm of ['foo', '', 'none', '__proto__', 5 as unknown as string]) {
      await refuses(() => o.construct(testKeys.RS256.private, algorithm), { is: TypeError })
    }
  })
  it('each member of a JWK is read once', async () => {
    const reads: string[] = []
    const jwk: object = new Proxy(testKeys.ES256.private, {
      get(target, member) {
        reads.push(String(member))
        return target[String(member)]
      },
    })
    await o.construct(jwk)
    for (const member of ['kty', 'crv', 'x', 'y', 'd', 'kid']) {
      equal(reads.filter((read) => read === member).length, 1, `reads of ${member}`)
    }
    let count = 0
    const getter = Object.defineProperty({ ...testKeys.HS256.private }, 'k', {
      enumerable: true,
      get: () => (count++ === 0 ? testKeys.HS256.private.k : base64url.encode('another secret, another secret')),
    })
    equal((await (await o.construct(getter)).toJwk({ private: true })).k, testKeys.HS256.private.k)
  })
}

function registerPair(o: Operations, it: It, name: KeyName): void {
  const pair = testKeys[name]
  const { kid: _, ...privateJwk } = pair.private
  const { kid: __, ...publicJwk } = pair.public
  const isAkp = pair.private.kty === 'AKP'

  it(`${name}: JWK to Key to JWK, both halves`, async () => {
    const key = await o.construct(pair.private)
    equal(
      [key.key.kty, key.key.type, key.key.crv, key.key.kid],
      [pair.private.kty, 'private', pair.private.crv, pair.private.kid],
    )
    equal(await key.toJwk({ private: true }), pair.private)
    const half = await o.construct(pair.public)
    equal([half.key.kty, half.key.type, half.key.bits], [pair.private.kty, 'public', key.key.bits])
    equal(await half.toJwk(), pair.public)
  })
  it(`${name}: an export is the public half unless all is asked for`, async () => {
    const key = await o.construct(pair.private)
    const half = await key.publicKey()
    equal([half.key.type, half.key.kid], ['public', pair.private.kid])
    for (const jwk of [
      await key.toJwk(),
      await key.toJwk({}),
      await key.toJwk({ private: false }),
      await half.toJwk(),
    ]) {
      equal(jwk, pair.public)
      equal(
        Object.keys(jwk).some((member) => privateMembers.includes(member)),
        false,
        'private members',
      )
    }
    equal(await key.toPem(), pair.publicPem)
    equal(await half.toPem(), pair.publicPem)
    equal(await key.toDer(), await half.toDer())
    equal((await half.publicKey()).key === half.key, true, 'the public half is its own')
    await refuses(() => half.toJwk({ private: true }), { is: JWKError })
    await refuses(() => half.toPem({ private: true }), { is: JWKError })
    await refuses(() => half.toDer({ private: true }), { is: JWKError })
  })
  it(`${name}: PEM and DER, made by OpenSSL and by this library`, async () => {
    const key = await o.construct(pair.private)
    const pem = await key.toPem({ private: true })
    // OpenSSL writes the expanded ML-DSA key beside the seed.
    if (!isAkp) equal(pem, pair.privatePem, 'PKCS#8')
    const octets = await key.toDer({ private: true })
    equal(Array.from(octets), Array.from(unarmoured(pem)), 'DER and PEM are the same')
    const read = [pair.privatePem, pem, utf8(pem), { der: octets }, { der: unarmoured(pair.privatePem) }]
    for (const material of read) {
      equal(await (await o.construct(material)).toJwk({ private: true }), privateJwk)
    }
    for (const material of [pair.publicPem, utf8(pair.publicPem), { der: await key.toDer() }]) {
      equal(await (await o.construct(material)).toJwk(), publicJwk)
    }
  })
  it(`${name}: the JSON text of a JWK`, async () => {
    for (const text of [JSON.stringify(pair.private), ` \n${JSON.stringify(pair.private, undefined, 2)}\n`]) {
      for (const material of [text, utf8(text)]) {
        equal(await (await o.construct(material)).toJwk({ private: true }), pair.private)
      }
    }
    equal(await (await o.construct(JSON.stringify(pair.public))).toJwk(), pair.public)
  })
  it(`${name}: a Key is itself`, async () => {
    const { key } = await o.construct(pair.private)
    ok((await o.construct(key)).key === key, 'the same Key')
  })
  const formats = { RSA: 'pkcs1', EC: 'sec1' } as { readonly [kty: string]: 'pkcs1' | 'sec1' | undefined }
  const format = formats[pair.private.kty ?? '']
  it(`${name}: ${format ?? 'neither pkcs1 nor sec1'}`, async () => {
    const key = await o.construct(pair.private)
    for (const other of ['pkcs1', 'sec1'] as const) {
      if (other !== format) await refuses(() => key.toPem({ private: true, format: other }), { is: JWKError })
    }
    await refuses(() => key.toPem({ format: 'pkcs8' }), { is: JWKError })
    await refuses(() => key.toPem({ private: true, format: 'spki' }), { is: JWKError })
    await refuses(() => key.toPem({ format: 'pem' as 'spki' }), { is: TypeError })
    await refuses(() => key.toPem({ secret: true } as object), { is: TypeError })
    await refuses(() => key.toJwk({ public: true } as object), { is: TypeError })
    if (format === undefined) return
    const pem = await key.toPem({ private: true, format })
    ok(pem.startsWith(`-----BEGIN ${format === 'sec1' ? 'EC' : 'RSA'} PRIVATE KEY-----\n`), 'the label')
    equal(await (await o.construct(pem)).toJwk({ private: true }), privateJwk)
    const octets = await key.toDer({ private: true, format })
    equal(await (await o.construct({ der: octets })).toJwk({ private: true }), privateJwk)
    if (format === 'sec1') {
      await refuses(() => key.toPem({ format }), { is: JWKError })
      return
    }
    const half = await key.toPem({ format })
    ok(half.startsWith('-----BEGIN RSA PUBLIC KEY-----\n'), 'the label')
    equal(await (await o.construct(half)).toJwk(), publicJwk)
  })
}

/** Where keys of this kind are not supported, they are in no form; then the case is skipped. */
async function holding(o: Operations, name: KeyName): Promise<void> {
  if (hasKey(o, name)) return
  const { private: jwk, privatePem } = testKeys[name]
  const algorithm = signers.find(([, key]) => key === name)?.[0] ?? name
  for (const material of [jwk, privatePem, JSON.stringify(jwk)]) {
    await refuses(() => o.sign('x', material, { algorithm }), { is: UnsupportedAlgorithmError })
  }
  skipLacking(o, name)
}

import { base64url, JWSAlgorithmError, JWSError, JWSSignatureError } from '@jose/core'
import { equal, ok, refuses } from '../assert.ts'
import type { Suite } from '../suite.ts'
import { flipped, secret } from './craft.ts'
import { needAlgorithms, testKeys } from './test-keys.ts'

const algorithms = ['HS256']
const other = `${secret}, and another`

/** A JWS with several signatures (RFC 7515 §7.2.1). */
export const jwsJsonSeveral: Suite = (o, it) => {
  const carried = <T>(json: T): T => JSON.parse(JSON.stringify(json))
  const changed = (text: string): string => base64url.encode(flipped(base64url.decode(text)))

  it('several signers: each verifies what is his, and the result says which signature it was', async () => {
    needAlgorithms(o, 'ES256')
    const json = carried(
      await o.signGeneral('x', [
        { key: secret, header: { kid: 'a' } },
        { key: testKeys.ES256.private, algorithm: 'ES256', protected: { kid: 'b' } },
        { key: other, algorithm: 'HS512' },
      ]),
    )
    const cases = [
      [secret, 'HS256', 0, 'a'],
      [testKeys.ES256.public, 'ES256', 1, 'b'],
      [other, 'HS512', 2, undefined],
    ] as const
    for (const [key, algorithm, index, kid] of cases) {
      const { signatures, header, text, key: used } = await o.verify(json, key, { algorithms: [algorithm] })
      equal([text(), header.alg, header.kid], ['x', algorithm, kid])
      equal(
        signatures?.map((each) => [each.index, each.header.alg]),
        [[index, algorithm]],
      )
      ok(signatures?.[0]?.key === used, 'the key that verified')
    }
    await refuses(() => o.verify(json, `${secret}?`, { algorithms: ['HS256', 'HS512'] }), { is: JWSSignatureError })
    await refuses(() => o.verify(json, secret, { algorithms: ['HS384'] }), { is: JWSError })
  })
  it("require: 'all' wants every signature to be good, and every key", async () => {
    const signerList = [
      { key: secret, protected: { kid: 'a' } },
      { key: other, protected: { kid: 'b' } },
    ]
    const json = carried(await o.signGeneral('x', signerList))
    const keys = {
      keys: [
        { kty: 'oct', kid: 'a', k: base64url.encode(secret) },
        { kty: 'oct', kid: 'b', k: base64url.encode(other) },
      ],
    }
    const all = { algorithms, require: 'all' } as const
    const { signatures } = await o.verify(json, keys, all)
    equal(
      signatures?.map(({ index, header }) => [index, header.kid]),
      [
        [0, 'a'],
        [1, 'b'],
      ],
    )
    const [first, second] = json.signatures as readonly [{ signature: string }, { signature: string }]
    for (const bad of [
      [{ ...first, signature: changed(first.signature) }, second],
      [first, { ...second, signature: changed(second.signature) }],
    ]) {
      await refuses(() => o.verify({ ...json, signatures: bad }, keys, all), { is: JWSSignatureError })
      equal((await o.verify({ ...json, signatures: bad }, keys, { algorithms, require: 'any' })).text(), 'x')
    }
    await refuses(() => o.verify(json, secret, all), { is: JWSError })
    await refuses(() => o.verify(json, { keys: [keys.keys[0]] }, all), { is: JWSError })
    await refuses(
      async () =>
        o.verify(await o.signGeneral('x', [{ key: secret }, { key: other, algorithm: 'HS512' }]), [secret, other], all),
      { is: JWSAlgorithmError },
    )
    for (const require of ['some', true, 2, null])
      await refuses(() => o.verify(json, keys, { algorithms, require } as never), { is: TypeError })
  })
  it('the header of a signature that is not good is never returned (CVE-2016-9122)', async () => {
    const json = await o.signGeneral('x', [
      { key: other, protected: { admin: true } },
      { key: secret, protected: { admin: false } },
    ])
    const verified = await o.verify(json, secret, { algorithms })
    equal([verified.header.admin, verified.signatures?.length, verified.signatures?.[0]?.index], [false, 1, 1])
    const forged = {
      ...json,
      signatures: [
        {
          ...json.signatures[1],
          header: { role: 'admin' },
          signature: changed((json.signatures[1] as { signature: string }).signature),
        },
        json.signatures[1],
      ],
    }
    const found = await o.verify(forged, secret, { algorithms })
    equal([found.header.role, found.signatures?.[0]?.index], [undefined, 1])
  })
  it('the kid of one signature chooses no key for another', async () => {
    const json = await o.signGeneral('x', [
      { key: other, protected: { kid: 'a' } },
      { key: secret, protected: { kid: 'b' } },
    ])
    const set = (kid: string) => ({ keys: [{ kty: 'oct', kid, k: base64url.encode(secret) }] })
    equal((await o.verify(json, set('b'), { algorithms })).signatures?.[0]?.index, 1)
    await refuses(() => o.verify(json, set('a'), { algorithms }), { is: JWSSignatureError })
    const seen: unknown[] = []
    const find = ({ kid }: { kid?: string }) => {
      seen.push(kid)
      return kid === 'b' ? secret : undefined
    }
    equal((await o.verify(json, find, { algorithms })).header.kid, 'b')
    equal(seen, ['a', 'b'])
  })
  it('what is wrong with one signature does not hide another', async () => {
    const json = await o.signFlattened('x', { key: secret })
    const { payload, ...good } = json
    const head = (header: object): string => base64url.encode(JSON.stringify(header))
    const bad = [
      { ...good, signature: 'AAAA' },
      { ...good, signature: '' },
      { ...good, signature: '!' },
      { protected: head({ alg: 'foo' }), signature: 'AAAA' },
      { protected: head({ alg: 'none' }), signature: '' },
      { protected: head({ alg: 'RS256' }), signature: 'AAAA' },
      { protected: head({ alg: 'HS256', x: 1, crit: ['x'] }), signature: good.signature },
    ]
    for (const each of bad) {
      for (const signatures of [
        [good, each],
        [each, good],
        [each, each, good],
      ])
        equal((await o.verify({ payload, signatures }, secret, { algorithms })).text(), 'x')
      await refuses(() => o.verify({ payload, signatures: [each] }, secret, { algorithms }), { is: JWSError })
      await refuses(() => o.verify({ payload, signatures: [good, each] }, secret, { algorithms, require: 'all' }), {
        is: JWSError,
      })
    }
  })
  it('what a resolver throws passes through', async () => {
    const json = await o.signGeneral('x', [{ key: secret }, { key: other }])
    const own = new RangeError('mine')
    const throws = () => {
      throw own
    }
    ok((await refuses(() => o.verify(json, throws, { algorithms }), { is: RangeError })) === own, 'the same error')
  })
}

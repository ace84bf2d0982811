import { base64url, InvalidKeyError, JWSError, JWSSignatureError } from '@jose/core'
import rfc7515 from '../../vectors/rfc/rfc7515.json' with { type: 'json' }
import { equal, ok, refuses } from '../assert.ts'
import type { Suite } from '../suite.ts'
import { secret, utf8 } from './craft.ts'
import { needAlgorithms, signers, testKeys, verifierOf } from './test-keys.ts'

const algorithms = ['HS256']

/** The JSON forms of a JWS: what is written and read (RFC 7515 §7.2). */
export const jwsJson: Suite = (o, it) => {
  const carried = <T>(json: T): T => JSON.parse(JSON.stringify(json))
  const headerOf = ({ protected: head }: { readonly protected?: string }): string =>
    String.fromCharCode(...base64url.decode(head as string))

  for (const [algorithm, name] of signers) {
    it(`${algorithm} with the ${name} key: flattened, and alone in the general form`, async () => {
      const { crv } = testKeys[name].private
      if (!o.jose.supports(algorithm, crv === undefined ? {} : { curve: crv })) needAlgorithms(o, algorithm)
      const signer = { key: testKeys[name].private, algorithm, header: { x: 1 } }
      const options = { algorithms: [algorithm] }
      for (const json of [await o.signFlattened({ a: 1 }, signer), await o.signGeneral({ a: 1 }, [signer])]) {
        const verified = await o.verify(carried(json), verifierOf(name), options)
        equal(
          [verified.json(), verified.header, verified.signatures?.map(({ index }) => index)],
          [{ a: 1 }, { alg: algorithm, x: 1 }, [0]],
        )
        await refuses(() => o.verify({ ...json, payload: 'AAAA' }, verifierOf(name), options), {
          is: JWSSignatureError,
        })
      }
    })
  }
  it('members in their order; the header sorted, without a typ of its own', async () => {
    const flat = await o.signFlattened({ b: 1 }, { key: secret, protected: { z: 1, kid: 'k' }, header: { b: 1, a: 2 } })
    equal(Object.keys(flat), ['payload', 'protected', 'header', 'signature'])
    equal(
      [headerOf(flat), flat.payload, flat.header],
      ['{"alg":"HS256","kid":"k","z":1}', base64url.encode('{"b":1}'), { b: 1, a: 2 }],
    )
    const plain = await o.signFlattened('x', { key: secret, header: {} })
    equal(Object.keys(plain), ['payload', 'protected', 'signature'])
    const general = await o.signGeneral('x', [{ key: secret, protected: { typ: 'x' } }])
    equal(
      [Object.keys(general), headerOf(general.signatures[0] as object)],
      [['payload', 'signatures'], '{"alg":"HS256","typ":"x"}'],
    )
  })
  it('the same as a compact token, but for its form', async () => {
    const token = await o.sign('x', secret, { headers: { kid: 'k' } })
    const [head, payload, signature] = token.split('.')
    equal(await o.signFlattened('x', { key: secret, protected: { kid: 'k' } }), { payload, protected: head, signature })
    equal((await o.verify({ payload, protected: head, signature }, secret, { algorithms })).text(), 'x')
  })
  it('detached: the payload comes beside, never twice', async () => {
    for (const json of [
      await o.signFlattened('Zoë', { key: secret }, { detached: true }),
      await o.signGeneral('Zoë', [{ key: secret }], { detached: true }),
    ]) {
      ok(!('payload' in json), 'no payload')
      for (const payload of ['Zoë', utf8('Zoë')])
        equal((await o.verify(json, secret, { algorithms, payload })).text(), 'Zoë')
      for (const payload of ['Zoe', ''])
        await refuses(() => o.verify(json, secret, { algorithms, payload }), { is: JWSSignatureError })
      await refuses(() => o.verify(json, secret, { algorithms }), { is: JWSError })
      await refuses(
        () => o.verify({ ...json, payload: base64url.encode('Zoë') }, secret, { algorithms, payload: 'Zoë' }),
        { is: JWSError },
      )
    }
  })
  it('b64: false: the payload as text in JSON, whatever it holds, or beside (RFC 7797)', async () => {
    for (const payload of ['$.02', 'Zoë 🎉 .', '', 'a"b\\c\n']) {
      const json = carried(await o.signFlattened(payload, { key: secret }, { b64: false }))
      equal([json.payload, headerOf(json)], [payload, '{"alg":"HS256","b64":false,"crit":["b64"]}'])
      equal((await o.verify(json, secret, { algorithms })).text(), payload)
      if (payload !== '')
        await refuses(() => o.verify({ ...json, payload: base64url.encode(payload) }, secret, { algorithms }), {
          is: JWSSignatureError,
        })
    }
    const octets = Uint8Array.of(0xff, 0xfe)
    await refuses(() => o.signFlattened(octets, { key: secret }, { b64: false }), { is: JWSError })
    const beside = await o.signFlattened(octets, { key: secret }, { b64: false, detached: true })
    equal((await o.verify(beside, secret, { algorithms, payload: octets })).payload, octets)
  })
  it('the general form with two signatures and the flattened form of RFC 7515, A.6 and A.7', async () => {
    const vectors = rfc7515.tokens.filter(({ serialization }) => serialization !== 'compact')
    equal(vectors.length, 3)
    for (const { token, key, payload, algorithm, header } of vectors as unknown as readonly {
      token: object
      key: { jwk: object }
      payload: string
      algorithm: string
      header: object
    }[]) {
      if (!o.jose.supports(algorithm)) continue
      const verified = await o.verify(token, key.jwk, { algorithms: [algorithm] })
      equal([verified.text(), verified.header], [payload, header])
    }
  })
  it('crit is protected, and understood by the library or by the caller', async () => {
    const json = await o.signFlattened('x', { key: secret, protected: { x: 1 }, crit: ['x'] })
    equal((await o.verify(json, secret, { algorithms, crit: ['x'] })).header.x, 1)
    await refuses(() => o.verify(json, secret, { algorithms }), { is: JWSError, code: 'ERR_CRIT' })
    await refuses(() => o.signFlattened('x', { key: secret, header: { x: 1 }, crit: ['x'] }), { is: JWSError })
  })
  it('who signs: a list of at least one, a hundred at most, with options that exist', async () => {
    for (const bad of [undefined, null, [], {}, 'x', [null], ['x'], [5]])
      await refuses(() => o.signGeneral('x', bad), { is: TypeError })
    for (const bad of [
      undefined,
      null,
      [],
      'x',
      { key: secret, headers: {} },
      { key: secret, algorithm: 'foo' },
      { key: secret, header: [] },
      { key: secret, header: 'x' },
    ])
      await refuses(() => o.signFlattened('x', bad), { is: TypeError })
    await refuses(() => o.signFlattened('x', {}), { is: InvalidKeyError })
    const one = { key: secret }
    await refuses(() => o.signGeneral('x', Array(101).fill(one)), { is: JWSError, code: 'ERR_LIMIT' })
    for (const options of [{ headers: {} }, { detached: 1 }, { b64: 'x' }])
      await refuses(() => o.signFlattened('x', one, options as never), { is: TypeError })
    for (const members of [
      { header: { alg: 'HS256' } },
      { protected: { alg: 'none' } },
      { protected: { x: 1 }, header: { x: 1 } },
      { header: { crit: ['x'] } },
      { header: { b64: false } },
      { protected: { b64: false } },
      { header: { kid: 5 } },
    ])
      await refuses(() => o.signFlattened('x', { ...one, ...members }), { is: JWSError })
  })
}

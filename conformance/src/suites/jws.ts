import { base64url, InvalidKeyError, JWSAlgorithmError, JWSError, JWSSignatureError } from '@jose/core'
import { equal, ok, refuses } from '../assert.ts'
import type { Suite } from '../suite.ts'
import { craft, flipped, secret, segment, utf8 } from './craft.ts'
import { needing, signers, testKeys, verifierOf } from './test-keys.ts'

const algorithms = ['HS256']

/** What `jws.sign` writes and `jws.verify` reads (RFC 7515, RFC 7797). */
export const jws: Suite = (o, it) => {
  const headerOf = (token: string): string => utf8Text(base64url.decode(token.split('.')[0] ?? ''))
  const utf8Text = (octets: Uint8Array): string => Array.from(octets, (octet) => String.fromCharCode(octet)).join('')

  for (const signer of signers) {
    const [algorithm, name] = signer
    const key = testKeys[name].private
    needing(
      o,
      it,
      signer,
      `${algorithm} with the ${name} key: signs, verifies by either half, refuses what was changed`,
      async () => {
        const token = await o.sign({ a: 1 }, key, { algorithm })
        equal(headerOf(token), `{"alg":"${algorithm}","typ":"JWT"}`, 'header')
        for (const half of [key, verifierOf(name)]) {
          const verified = await o.verify(token, half, { algorithms: [algorithm] })
          equal([verified.json(), verified.header.alg], [{ a: 1 }, algorithm])
        }
        const [header, , signature = ''] = token.split('.')
        const other = `${header}.${segment({ a: 2 })}.${signature}`
        const changed = `${token.slice(0, -signature.length)}${base64url.encode(flipped(base64url.decode(signature), 7))}`
        for (const bad of [other, changed, token.slice(0, -signature.length)]) {
          await refuses(() => o.verify(bad, key, { algorithms: [algorithm] }), {
            is: JWSSignatureError,
            code: 'ERR_JWS_SIGNATURE',
            message: 'Signature verification failed',
          })
        }
      },
      () => o.sign('x', key, { algorithm }),
    )
    if (testKeys[name].public !== undefined) {
      needing(
        o,
        it,
        signer,
        `${algorithm} with the ${name} key: its public half cannot sign`,
        async () => {
          await refuses(() => o.sign('x', testKeys[name].public, { algorithm }), { is: InvalidKeyError })
        },
        () => o.sign('x', testKeys[name].public, { algorithm }),
      )
    }
  }

  it('an object is written as JSON in its own order, as python-jose writes it', async () => {
    const token = await o.sign({ a: 'b' }, 'secret', { algorithm: 'HS256' })
    equal(token, 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJhIjoiYiJ9.jiMyrsmD8AoHWeQgmxZ5yq8z0lXS67_QGs52AzC8Ru8')
    equal((await o.sign({ b: 1, a: [2, { c: 3 }] }, secret)).split('.')[1], segment('{"b":1,"a":[2,{"c":3}]}'))
  })
  it('a string is its UTF-8 octets, bytes are themselves, and neither has a typ', async () => {
    for (const payload of [
      '',
      'plain',
      'Zoë 日本 🎉',
      utf8('octets'),
      Uint8Array.of(0, 255, 128, 10),
      new Uint8Array(0),
    ]) {
      const octets = typeof payload === 'string' ? utf8(payload) : payload
      const token = await o.sign(payload, secret)
      equal(headerOf(token), '{"alg":"HS256"}', 'header')
      equal(token.split('.')[1], base64url.encode(octets), 'segment')
      const { payload: read } = await o.verify(token, secret, { algorithms })
      equal(Array.from(read), Array.from(octets), 'payload')
    }
  })
  it('a payload that is no text and no JSON is refused', async () => {
    const cycle: { self?: object } = {}
    cycle.self = cycle
    const views = [new ArrayBuffer(2), new Uint16Array(2), new Map(), Promise.resolve('x'), 5, null, true]
    const payloads = [
      ...views,
      undefined,
      () => 1,
      cycle,
      { a: BigInt(1) },
      'lone \ud800',
      { a: '\udc00' },
      { '\ud800': 1 },
    ]
    for (const payload of payloads) await refuses(() => o.sign(payload, secret), { is: JWSError })
  })
  it('text() and json() read the payload strictly', async () => {
    const read = async (payload: string | Uint8Array) => o.verify(await o.sign(payload, secret), secret, { algorithms })
    equal((await read('Zoë 🎉')).text(), 'Zoë 🎉')
    equal((await read('{"a":[1,"b"]}')).json(), { a: [1, 'b'] })
    equal((await read('[1]')).json(), [1])
    const notText = await read(Uint8Array.of(0x22, 0xc3, 0x28, 0x22))
    await refuses(() => notText.text(), { is: JWSError })
    await refuses(() => notText.json(), { is: JWSError })
    for (const text of ['', '{', '{"a":1,"a":2}', '\ufeff{}', '{"a":"\\ud800"}', "{'a':1}", '{"a":1}x', 'NaN']) {
      const verified = await read(text)
      equal(verified.text(), text)
      await refuses(() => verified.json(), { is: JWSError })
    }
  })

  it('typ is written for an attached object only, and as the caller says', async () => {
    const written = async (payload: unknown, options: object) => headerOf(await o.sign(payload, secret, options))
    equal(await written({}, {}), '{"alg":"HS256","typ":"JWT"}')
    equal(await written({}, { headers: { typ: undefined } }), '{"alg":"HS256"}')
    equal(await written({}, { headers: { typ: 'at+jwt' } }), '{"alg":"HS256","typ":"at+jwt"}')
    equal(await written('x', { headers: { typ: 'JOSE' } }), '{"alg":"HS256","typ":"JOSE"}')
    equal(await written({}, { detached: true }), '{"alg":"HS256"}')
    equal(await written({}, { b64: false, detached: true }), '{"alg":"HS256","b64":false,"crit":["b64"]}')
  })
  it('header members are sorted, at every depth, without white space', async () => {
    const headers = { zeta: { b: 1, a: [{ d: 1, c: 2 }] }, kid: 'k', alpha: 'é', typ: 'x', cty: 'y' }
    equal(
      (await o.sign('', secret, { headers })).split('.')[0],
      segment('{"alg":"HS256","alpha":"é","cty":"y","kid":"k","typ":"x","zeta":{"a":[{"c":2,"d":1}],"b":1}}'),
    )
  })
  it('headers may repeat the alg and never replace it, nor carry b64 or crit', async () => {
    equal(headerOf(await o.sign('', secret, { headers: { alg: 'HS256' } })), '{"alg":"HS256"}')
    await refuses(() => o.sign('', secret, { headers: { alg: 'none' } }), { is: JWSAlgorithmError })
    await refuses(() => o.sign('', secret, { headers: { b64: false } }), { is: JWSError })
    await refuses(() => o.sign('', secret, { headers: { crit: ['x'], x: 1 } }), { is: JWSError })
  })
  it('headers are checked like those that come in', async () => {
    for (const headers of [{ kid: 5 }, { typ: 1 }, { cty: null }, { x: BigInt(1) }, { x: '\ud800' }, { kid: {} }]) {
      await refuses(() => o.sign('', secret, { headers: headers as never }), { is: JWSError })
    }
    for (const headers of [null, 'x', []]) {
      await refuses(() => o.sign('', secret, { headers: headers as never }), { is: TypeError })
    }
  })
  it("the caller's objects are not changed", async () => {
    const payload = Object.freeze({ b: 1, a: 2 })
    const headers = Object.freeze({ z: Object.freeze({ b: 1, a: 2 }), kid: 'k' })
    await o.sign(payload, secret, Object.freeze({ headers }))
    equal(
      [Object.keys(payload), Object.keys(headers.z)],
      [
        ['b', 'a'],
        ['b', 'a'],
      ],
    )
  })

  it('a detached payload is left out, and verified where it is given', async () => {
    for (const payload of ['hello.world', '', '日本', Uint8Array.of(255, 0), { a: 1 }]) {
      const token = await o.sign(payload, secret, { detached: true })
      const [, middle] = token.split('.')
      equal(middle, '', 'payload segment')
      const given = typeof payload === 'string' || payload instanceof Uint8Array ? payload : JSON.stringify(payload)
      const octets = typeof given === 'string' ? utf8(given) : given
      for (const form of [given, octets]) {
        const verified = await o.verify(token, secret, { algorithms, payload: form })
        equal(Array.from(verified.payload), Array.from(octets), 'payload')
      }
      await refuses(() => o.verify(token, secret, { algorithms, payload: 'other' }), { is: JWSSignatureError })
      if (octets.length > 0) await refuses(() => o.verify(token, secret, { algorithms }), { is: JWSSignatureError })
    }
  })
  it('a payload given twice is refused, even when both are the same', async () => {
    const token = await o.sign('x', secret)
    await refuses(() => o.verify(token, secret, { algorithms, payload: 'x' }), {
      is: JWSError,
      code: 'ERR_JWS_INVALID',
    })
    await refuses(() => o.verify(token, secret, { algorithms, payload: undefined as unknown as string }), {
      is: TypeError,
    })
  })
  it('b64: false leaves printable ASCII without dots in the clear', async () => {
    for (const payload of ['$02', '', ' ~!{"a":"b"}', 'x'.repeat(5)]) {
      const token = await o.sign(payload, secret, { b64: false })
      equal(headerOf(token), '{"alg":"HS256","b64":false,"crit":["b64"]}', 'header')
      equal(token.split('.')[1], payload, 'payload')
      equal((await o.verify(token, secret, { algorithms })).text(), payload)
      equal(Array.from(o.jose.jws.getUnverifiedPayload(token)), Array.from(utf8(payload)))
    }
    for (const payload of ['$.02', 'é', 'a\nb', 'tab\t', '\u007f', Uint8Array.of(128), '\u0000']) {
      await refuses(() => o.sign(payload, secret, { b64: false }), { is: JWSError })
    }
  })
  it('b64: false with a detached payload signs any octets as they are', async () => {
    for (const payload of ['$.02', 'é\n', Uint8Array.of(0, 255, 46), '']) {
      const token = await o.sign(payload, secret, { b64: false, detached: true })
      equal(token.split('.')[1], '', 'payload')
      const verified = await o.verify(token, secret, { algorithms, payload })
      equal(Array.from(verified.payload), Array.from(typeof payload === 'string' ? utf8(payload) : payload))
      await refuses(() => o.verify(token, secret, { algorithms, payload: 'other' }), { is: JWSSignatureError })
    }
  })
  it('b64: true is the default and is not written', async () => {
    equal(await o.sign('x', secret, { b64: true }), await o.sign('x', secret))
    const explicit = await craft(o, { alg: 'HS256', b64: true, crit: ['b64'] }, 'x')
    equal((await o.verify(explicit, secret, { algorithms })).text(), 'x')
  })
  it('b64: false must stand in crit, and be a boolean', async () => {
    const input = `${segment({ alg: 'HS256', b64: false })}.x`
    const made = await (await o.construct(secret, 'HS256')).sign(input)
    const token = `${input}.${base64url.encode(made)}`
    await refuses(() => o.verify(token, secret, { algorithms }), { is: JWSError, code: 'ERR_CRIT' })
    for (const b64 of ['false', 0, null]) {
      const bad = await craft(o, { alg: 'HS256', b64, crit: ['b64'] }, 'x')
      await refuses(() => o.verify(bad, secret, { algorithms }), { is: JWSError })
    }
    const member = await craft(o, { alg: 'HS256', crit: ['b64'] }, 'x')
    await refuses(() => o.verify(member, secret, { algorithms }), { is: JWSError, code: 'ERR_CRIT' })
  })

  it('the result has the header, frozen, and the key that verified', async () => {
    const token = await o.sign({ a: 1 }, secret, { headers: { kid: 'k', x: { y: [1] } } })
    const { header, key } = await o.verify(token, { ...testKeysSecret(), kid: 'k' }, { algorithms })
    equal(header, { alg: 'HS256', kid: 'k', typ: 'JWT', x: { y: [1] } })
    ok(
      Object.isFrozen(header) && Object.isFrozen(header.x) && Object.isFrozen((header.x as { y: unknown }).y),
      'frozen',
    )
    equal([key?.kid, key?.kty, key?.type], ['k', 'oct', 'secret'])
  })
  it('a token may be given as ASCII octets', async () => {
    const token = await o.sign('x', secret)
    equal((await o.verify(utf8(token), secret, { algorithms })).text(), 'x')
    await refuses(() => o.verify(utf8(`${token}é`), secret, { algorithms }), { is: JWSError })
  })
}

/** The shared secret as a JWK. */
function testKeysSecret(): { kty: string; k: string } {
  return { kty: 'oct', k: base64url.encode(secret) }
}

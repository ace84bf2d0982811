import { nodeBackend } from '@jose/backend-node'
import { createEngines, createJose, findKeys, type HeaderMembers, InvalidKeyError, type Wanted } from '@jose/core'
import { describe, expect, it } from 'vitest'
import { bindJws } from '../src/jws/namespace.ts'
import { segmentOf } from './encodings.ts'
import { code } from './refusals.ts'

const node = nodeBackend()
const { jws, jwk } = createJose(node)
const secret = new Uint8Array(32).fill(7)
const algorithms = ['HS256']
const key = jwk.generateSync('ES256')

describe('what is signed', () => {
  it.each([
    ['algorithm', 'HS255', "The option 'algorithm'"],
    ['algorithm', 5, "The option 'algorithm'"],
    ['algorithm', 'dir', "The option 'algorithm'"],
    ['headers', 'x', "The option 'headers'"],
    ['headers', null, "The option 'headers'"],
    ['headers', [], "The option 'headers'"],
    ['detached', 1, "'detached' and 'b64' are true or false"],
    ['b64', 'no', "'detached' and 'b64' are true or false"],
    ['crit', 'x', "The option 'crit'"],
    ['require', 'all', "Unknown option 'require'"],
  ])('refuses %s: %s', (option, value, message) => {
    const sign = () => jws.signSync('text', secret, { [option]: value } as object)
    expect(sign).toThrow(TypeError)
    expect(sign).toThrow(message)
  })

  it.each([
    [{ alg: 'HS512' }, 'ERR_ALGORITHM_NOT_ALLOWED'],
    [{ b64: false }, 'ERR_JWS_INVALID'],
    [{ crit: ['x'] }, 'ERR_JWS_INVALID'],
    [{ toJSON: () => ({}) }, 'ERR_JWS_INVALID'],
    [{ kid: 5 }, 'ERR_JWS_INVALID'],
    [{ typ: {} }, 'ERR_JWS_INVALID'],
    [{ cty: 5 }, 'ERR_JWS_INVALID'],
  ])('refuses the headers %j', (headers, error) => {
    expect(() => jws.signSync('text', secret, { headers: headers as HeaderMembers })).toThrow(code(error))
    expect(() => jws.signFlattenedSync('text', { key: secret, protected: headers as HeaderMembers })).toThrow(
      code(error),
    )
  })

  it.each([
    [{ detached: 1 }, {}, "'detached' and 'b64' are true or false"],
    [{ b64: null }, {}, "'detached' and 'b64' are true or false"],
    [{ headers: {} }, {}, "Unknown option 'headers'"],
    [{}, { algorithm: 'HS1' }, "The option 'algorithm'"],
    [{}, { protected: 5 }, "The option 'headers'"],
    [{}, { header: [] }, "A signer's 'header'"],
    [{}, { crit: {} }, "The option 'crit'"],
    [{}, { alg: 'HS256' }, "here it is 'algorithm'"],
  ])('refuses in JSON %j of a signer with %j', (options, signer, message) => {
    const sign = () => jws.signFlattenedSync('text', { key: secret, ...signer } as never, options as object)
    expect(sign).toThrow(TypeError)
    expect(sign).toThrow(message)
  })

  it('is of signers, as many as the limit allows', () => {
    for (const none of [[], {}, undefined])
      expect(() => jws.signGeneralSync('', none as never)).toThrow('Signers are a list, not empty')
    const { jws: limited } = createJose(node, { limits: { signatures: 2 } })
    const several = (count: number) => new Array(count).fill({ key: secret })
    const signed = limited.signGeneralSync('text', several(2))
    expect(limited.verifySync(signed, secret, { algorithms, require: 'all' }).signatures).toHaveLength(2)
    expect(() => limited.signGeneralSync('', several(3))).toThrow(code('ERR_LIMIT'))
    expect(() => limited.verifySync(jws.signGeneralSync('', several(3)), secret, { algorithms })).toThrow(
      code('ERR_LIMIT'),
    )
  })

  it('is the same in both modes', async () => {
    expect(await jws.signFlattened('text', { key: secret })).toEqual(jws.signFlattenedSync('text', { key: secret }))
  })

  it('is as long as the limit allows', () => {
    const { jws: limited } = createJose(node, { limits: { jws: 100 } })
    expect(limited.signSync('x'.repeat(100), secret, { detached: true })).toBeTypeOf('string')
    expect(limited.signFlattenedSync('x'.repeat(100), { key: secret }, { detached: true })).toBeTypeOf('object')
    expect(() => limited.signSync('x'.repeat(101), secret, { detached: true })).toThrow(code('ERR_LIMIT'))
    expect(() => limited.signFlattenedSync('x'.repeat(101), { key: secret })).toThrow(code('ERR_LIMIT'))
  })

  it('has a typ where it is JSON that a compact token carries', () => {
    const typ = (payload: object | string, options: object = {}) =>
      jws.getUnverifiedHeader(jws.signSync(payload, secret, options)).typ
    expect([typ({ a: 1 }), typ('text'), typ(Uint8Array.of(1))]).toEqual(['JWT', undefined, undefined])
    expect([typ({ a: 1 }, { detached: true }), typ({ a: 1 }, { b64: false, detached: true })]).toEqual([
      undefined,
      undefined,
    ])
    expect(typ({ a: 1 }, { headers: { typ: 'at+jwt' } })).toBe('at+jwt')
    expect(typ({ a: 1 }, { headers: { typ: undefined } })).toBe(undefined)
  })

  it('without base64url is text that its form can carry, and lists b64 once', () => {
    const sign = (payload: string | Uint8Array, options: object = {}) =>
      jws.signSync(payload, secret, { b64: false, ...options })
    for (const payload of ['a.b', 'é', '\n', '\x7f', Uint8Array.of(0xff)])
      expect(() => sign(payload)).toThrow('printable ASCII without dots')
    expect(sign(' -/~')).toContain('. -/~.')
    expect(
      jws.verifySync(sign(Uint8Array.of(0xff), { detached: true }), secret, {
        algorithms,
        payload: Uint8Array.of(0xff),
      }).payload,
    ).toEqual(Uint8Array.of(0xff))
    expect(() => jws.signFlattenedSync(Uint8Array.of(0xff), { key: secret }, { b64: false })).toThrow('is not UTF-8')
    expect(jws.signFlattenedSync('é.\n', { key: secret }, { b64: false }).payload).toBe('é.\n')
    const header = jws.getUnverifiedHeader(sign('x', { headers: { y: 1 }, crit: ['b64', 'y'] }))
    expect(header).toEqual({ alg: 'HS256', b64: false, crit: ['b64', 'y'], y: 1 })
  })

  it('has members in order of their names, at every depth', () => {
    const headers = { z: [{ d: 1, c: null }], kid: 'k', a: { y: 1, b: 2 } }
    const [segment] = jws.signSync('', secret, { headers }).split('.') as [string]
    expect(Buffer.from(segment, 'base64url').toString()).toBe(
      '{"a":{"b":2,"y":1},"alg":"HS256","kid":"k","z":[{"c":null,"d":1}]}',
    )
  })

  it('has a header that is written once', () => {
    const engines = createEngines(node)
    const sign = () => bindJws(engines).signSync('text', secret, { headers: { kid: 'a' } })
    const first = sign()
    const given = '{"alg":"HS256","kid":"a"}'
    expect(engines.async.written.get(given)?.segment).toBe(first.split('.')[0])
    engines.async.written.set(given, { segment: 'what-is-remembered', header: { alg: 'HS256' } })
    expect(sign().split('.')[0]).toBe('what-is-remembered')
  })
})

describe('what is verified', () => {
  const token = jws.signSync('text', secret)
  it.each([
    ['require', 'some', "The option 'require'"],
    ['payload', undefined, "The option 'payload' is undefined"],
    ['algorithms', undefined, "The option 'algorithms' is undefined"],
    ['payload', 5, 'A detached payload is a string or bytes'],
    ['crit', 'x', "The option 'crit'"],
    ['algorithms', [], "The option 'algorithms' is required"],
    ['algorithms', ['none', 'HS256'], "'none' cannot stand beside other algorithms"],
    ['algorithms', ['HS256', 5], "The option 'algorithms' takes names"],
    ['algorithms', ['A256KW'], "The option 'algorithms' takes names"],
  ])('refuses %s: %s', (option, value, message) => {
    const verify = () => jws.verifySync(token, secret, { algorithms, [option]: value } as object)
    expect(verify).toThrow(TypeError)
    expect(verify).toThrow(message)
  })

  it.each([
    ['thumbprint', 'x'.repeat(42), "The option 'thumbprint'"],
    ['thumbprint', 'x'.repeat(44), "The option 'thumbprint'"],
    ['thumbprint', `${'x'.repeat(42)}=`, "The option 'thumbprint'"],
    ['thumbprint', 5, "The option 'thumbprint'"],
    ['thumbprint', undefined, "The option 'thumbprint' is undefined"],
    ['algorithms', ['HS256'], "The option 'algorithms'"],
    ['algorithms', ['ES256', 'HS256'], "The option 'algorithms'"],
    ['algorithms', [], "The option 'algorithms'"],
    ['payload', undefined, "The option 'payload' is undefined"],
    ['crit', 'x', "The option 'crit'"],
    ['require', 'any', "Unknown option 'require'"],
  ])('by an embedded key refuses %s: %s', (option, value, message) => {
    const verify = () => jws.verifyWithEmbeddedKeySync(token, { algorithms: ['ES256'], [option]: value } as never)
    expect(verify).toThrow(TypeError)
    expect(verify).toThrow(message)
  })

  it('has three segments, or five of a token that is encrypted', () => {
    for (const few of ['x', 'x.y', '']) expect(() => jws.getUnverifiedHeader(few)).toThrow('Not enough segments')
    for (const many of ['w.x.y.z', 'u.v.w.x.y.z']) {
      expect(() => jws.getUnverifiedHeader(many)).toThrow('Too many segments')
      expect(() => jws.verifySync(many, secret, { algorithms })).toThrow('Too many segments')
    }
    expect(() => jws.verifySync('v.w.x.y.z', secret, { algorithms })).toThrow(
      'The token is encrypted (JWE), not signed',
    )
    for (const other of [5, null, [], undefined])
      expect(() => jws.verifySync(other as never, secret, { algorithms })).toThrow('A token is a string or bytes')
  })

  it('has a payload that its form can carry, once', () => {
    const clear = jws.signSync('a b', secret, { b64: false })
    expect(jws.verifySync(clear, secret, { algorithms }).text()).toBe('a b')
    for (const octet of ['\x1f', '\x7f', 'é'])
      expect(() => jws.verifySync(clear.replace('a b', octet), secret, { algorithms })).toThrow('printable ASCII')
    expect(() => jws.verifySync(token, secret, { algorithms, payload: 'text' })).toThrow('The payload is given twice')
  })

  it('has a detached payload as long as the limit allows', () => {
    const { jws: limited } = createJose(node, { limits: { jws: 100 } })
    const verify = (payload: string | Uint8Array) => () => {
      const detached = jws.signSync(payload, secret, { detached: true })
      return limited.verifySync(detached, secret, { algorithms, payload }).payload.length
    }
    for (const payload of ['x'.repeat(100), new Uint8Array(100)]) expect(verify(payload)()).toBe(100)
    for (const payload of ['x'.repeat(101), 'é'.repeat(51), new Uint8Array(101)])
      expect(verify(payload)).toThrow(code('ERR_LIMIT'))
  })

  it('by a key that names an algorithm of another kind is refused for the algorithm', () => {
    const named = { kty: 'oct', k: segmentOf('secret'), alg: 'A256KW' }
    expect(() => jws.verifySync(token, named)).toThrow(code('ERR_ALGORITHM_NOT_ALLOWED'))
  })

  it('by an embedded key says what is wrong with it', () => {
    const verify = (embedded: unknown) => () => {
      const header = segmentOf({ alg: 'ES256', ...(embedded !== undefined && { jwk: embedded }) })
      return jws.verifyWithEmbeddedKeySync(`${header}..${'A'.repeat(86)}`, { algorithms: ['ES256', 'RS256'] })
    }
    const half = key.toJwkSync()
    for (const [embedded, error, message] of [
      [undefined, 'ERR_KEY_NOT_FOUND', "The header has no 'jwk' to verify by"],
      ['x', 'ERR_KEY_INVALID', "a 'jwk' that is not an object"],
      [{ kty: 'oct' }, 'ERR_KEY_INVALID', "a 'jwk' that is not a public key"],
      [key.toJwkSync({ private: true }), 'ERR_KEY_INVALID', "a 'jwk' that is not a public key"],
      [{ crv: 'P-256' }, 'ERR_KEY_INVALID', "a 'jwk' without a 'kty'"],
      [{ kty: 'RSA', n: 'AQAB', e: 'AQABAAA' }, 'ERR_KEY_INVALID', 'exponent is over 32 bits'],
      [{ ...half, use: 'enc' }, 'ERR_KEY_UNFIT', "The key's use does not allow signatures"],
    ] as const) {
      expect(verify(embedded)).toThrow(code(error))
      expect(verify(embedded)).toThrow(message)
    }
    expect(verify({ ...half, x: half.y })).toThrow(
      expect.objectContaining({ code: 'ERR_KEY_INVALID', cause: expect.any(InvalidKeyError) }),
    )
    expect(verify(half)).toThrow(code('ERR_JWS_SIGNATURE'))
  })

  it('may not insist on what the specifications define', () => {
    for (const name of [
      ...['alg', 'enc', 'zip', 'jku', 'jwk', 'kid', 'x5u', 'x5c', 'x5t', 'x5t#S256', 'typ', 'cty', 'crit'],
      ...['epk', 'apu', 'apv', 'iv', 'tag', 'p2s', 'p2c'],
    ]) {
      const header = { ...(name !== 'crit' && { [name]: 'x' }), alg: 'HS256', crit: [name] }
      const verify = () => jws.verifySync(`${segmentOf(header)}..`, secret, { algorithms, crit: [name] })
      expect(verify, name).toThrow(code('ERR_CRIT'))
    }
  })

  it('is by a key that the set was asked for', () => {
    const asked: string[] = []
    const set = {
      [findKeys]({ side, mode, header }: Wanted) {
        asked.push(`${mode} ${side} ${header.alg}`)
        return secret
      },
    }
    const signed = jws.signSync('text', set)
    expect(jws.verifySync(signed, set, { algorithms }).text()).toBe('text')
    expect(jws.verifySync(jws.signFlattenedSync('text', { key: set }), set, { algorithms }).text()).toBe('text')
    expect(asked).toEqual(['sync write HS256', 'sync read HS256', 'sync write HS256', 'sync read HS256'])
  })

  it('has a header that is read once, unless it brings a key', () => {
    const engines = createEngines(node)
    const bound = bindJws(engines)
    const [segment] = token.split('.') as [string]
    bound.verifySync(token, secret, { algorithms })
    expect(engines.async.headers.get(segment)?.alg).toBe('HS256')
    const read = () => bound.verifySync(token, secret, { algorithms }).header
    expect(read()).toBe(read())
    const own = jws.signSync('text', key, { headers: { jwk: key.toJwkSync() } })
    bound.verifyWithEmbeddedKeySync(own, { algorithms: ['ES256'] })
    expect(engines.async.headers.get(own.split('.')[0] as string)).toBe(undefined)
  })

  it('with several signatures is as large as the limit allows', () => {
    const { jws: limited } = createJose(node, { limits: { jws: 5000 } })
    const verify = (length: number) => () => {
      const signed = jws.signGeneralSync('x'.repeat(length), new Array(16).fill({ key: secret }))
      return limited.verifySync(signed, secret, { algorithms }).payload.length
    }
    expect(verify(1250)()).toBe(1250)
    expect(verify(1251)).toThrow('The number of signatures, for a payload of that size,')
  })

  it('in JSON names the first good signature, or all of them', () => {
    const signed = jws.signGeneralSync('text', [{ key }, { key: secret }, { key: secret, algorithm: 'HS512' }])
    const places = (options: object) =>
      jws.verifySync(signed, secret, options).signatures?.map(({ index, header }) => [index, header.alg])
    expect(places({ algorithms: ['HS256', 'HS512'] })).toEqual([[1, 'HS256']])
    expect(places({ algorithms: 'HS512' })).toEqual([[2, 'HS512']])
    expect(() => places({ algorithms, require: 'all' })).toThrow(code('ERR_ALGORITHM_NOT_ALLOWED'))
    expect(() => places({ algorithms: ['HS384'] })).toThrow(code('ERR_JWS_SIGNATURE'))
  })

  it.each([
    [{ payload: 5 }, "'payload' must be a string"],
    [{ protected: '' }, "'protected' must be a string that is not empty"],
    [{ protected: 5 }, "'protected' must be a string that is not empty"],
    [{ header: 'x' }, "'header' must be an object"],
    [{ signature: undefined }, 'A signature must be a string'],
    [{ signatures: [] }, 'mixes the general and the flattened form'],
    [{ signatures: [], signature: undefined, protected: undefined }, 'a list of objects, not empty'],
    [{ signatures: [5], signature: undefined, protected: undefined }, 'a list of objects, not empty'],
    [{ signatures: {}, signature: undefined, protected: undefined }, 'a list of objects, not empty'],
    [{ signatures: [], signature: undefined, protected: undefined, header: {} }, 'mixes the general and the flattened'],
    [{ signatures: [], signature: undefined }, 'mixes the general and the flattened'],
  ])('in JSON is refused with %j', (members, message) => {
    const signed = { ...jws.signFlattenedSync('text', { key: secret }), ...members } as never
    expect(() => jws.verifySync(signed, secret, { algorithms })).toThrow(code('ERR_JWS_INVALID'))
    expect(() => jws.verifySync(signed, secret, { algorithms })).toThrow(message)
  })
})

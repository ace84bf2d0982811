import { base64url, JWSError, JWSSignatureError } from '@jose/core'
import { equal, refuses } from '../assert.ts'
import type { Suite } from '../suite.ts'
import { secret, segment, signature, utf8 } from './craft.ts'

const algorithms = ['HS256']
const is = JWSError

/** JSON forms of a JWS that are not exactly what RFC 7515 §7.2 writes. */
export const jwsJsonStrict: Suite = (o, it) => {
  const made = async () => o.signFlattened('x', { key: secret })
  const verifies = async (token: unknown) => o.verify(token, secret, { algorithms })
  /** A good signature over whatever stands in these members. */
  const forged = async (header: string, payload: string, more: object = {}) => ({
    ...(header && { protected: segment(header) }),
    payload,
    signature: base64url.encode(await signature(o, `${segment(header)}.${payload}`)),
    ...more,
  })

  it('the general and the flattened form, mixed', async () => {
    const { payload, ...entry } = await made()
    for (const more of [{ signature: entry.signature }, { protected: entry.protected }, { header: {} }, entry])
      await refuses(() => verifies({ payload, signatures: [entry], ...more }), { is, message: 'mixes' })
  })
  it('an empty list of signatures, and what is none (CVE-2016-9122)', async () => {
    const { payload } = await made()
    for (const signatures of [[], {}, null, 'x', 5, [null], [5], ['x'], [[]]])
      await refuses(() => verifies({ payload, signatures }), { is })
    await refuses(() => o.verify({ payload, signatures: [] }, secret, { algorithms, require: 'all' }), { is })
    await refuses(() => verifies({ payload, signatures: [{}] }), { is })
    await refuses(() => verifies({ payload }), { is })
    await refuses(() => verifies({}), { is })
  })
  it('members of another kind, or empty', async () => {
    const json = await made()
    for (const name of ['payload', 'protected', 'signature'])
      for (const value of [null, 5, true, {}, ['AAAA']])
        await refuses(() => verifies({ ...json, [name]: value }), { is })
    for (const header of [null, 5, 'x', []]) await refuses(() => verifies({ ...json, header }), { is })
    await refuses(() => verifies({ ...json, protected: '' }), { is, message: 'empty' })
    await refuses(() => verifies({ ...json, signature: '' }), { is })
    await refuses(() => verifies({ payload: json.payload, protected: json.protected }), { is })
  })
  it('base64url that is not canonical, in each member', async () => {
    const json = (await made()) as unknown as { readonly [name: string]: string }
    for (const name of ['payload', 'protected', 'signature'])
      for (const bad of ['=', ' ', '\n', '.', 'é'].map((end) => `${json[name]}${end}`))
        await refuses(() => verifies({ ...json, [name]: bad }), { is })
    await refuses(async () => verifies(await forged('{"alg":"HS256"}', 'AB')), { is })
  })
  it('duplicate members, a BOM, and invalid UTF-8 in a header', async () => {
    for (const header of [
      '{"alg":"HS256","alg":"HS256"}',
      '\ufeff{"alg":"HS256"}',
      '{"alg":"HS256","x":"\\ud800"}',
      '{"alg":"HS256","x":{"y":1,"y":1}}',
      '[]',
      'x',
    ])
      await refuses(async () => verifies(await forged(header, 'AAAA')), { is })
    equal((await verifies(await forged('{"alg":"HS256"}', segment('x')))).text(), 'x')
  })
  it('a name in two places of the header', async () => {
    const json = await made()
    await refuses(() => verifies({ ...json, header: { alg: 'HS256' } }), { is, message: 'two places' })
    await refuses(
      async () =>
        verifies(await forged('{"alg":"HS256","__proto__":1}', 'AAAA', { header: JSON.parse('{"__proto__":1}') })),
      { is },
    )
  })
  it('alg where nothing protects it is legal, and crit and b64 are not', async () => {
    equal((await verifies(await forged('', segment('x'), { header: { alg: 'HS256' } }))).text(), 'x')
    equal((await verifies(await forged('{"x":1}', segment('x'), { header: { alg: 'HS256' } }))).header, {
      x: 1,
      alg: 'HS256',
    })
    for (const header of [{ crit: ['x'], x: 1 }, { b64: false }, { b64: true }, { crit: ['b64'], b64: false }])
      await refuses(
        async () => o.verify(await forged('{"alg":"HS256"}', 'AAAA', { header }), secret, { algorithms, crit: ['x'] }),
        { is, code: 'ERR_CRIT' },
      )
    const named = await forged('{"alg":"HS256","crit":["x"]}', 'AAAA', { header: { x: 1 } })
    await refuses(() => o.verify(named, secret, { algorithms, crit: ['x'] }), { is })
    const unnamed = await forged('{"alg":"HS256","b64":false}', 'AAAA')
    await refuses(() => verifies(unnamed), { is, code: 'ERR_CRIT' })
  })
  it('signatures that do not agree on b64', async () => {
    const { payload, ...plain } = await o.signFlattened('AAAA', { key: secret }, { b64: false })
    const { payload: _, ...encoded } = await forged('{"alg":"HS256"}', payload as string)
    for (const signatures of [
      [plain, encoded],
      [encoded, plain],
    ])
      await refuses(() => verifies({ payload, signatures }), { is, message: 'b64' })
    equal((await verifies({ payload, signatures: [plain, plain] })).text(), 'AAAA')
  })
  it('a hundred signatures at most', async () => {
    const { payload, ...entry } = await made()
    const list = (length: number) => ({ payload, signatures: Array.from({ length }, () => entry) })
    equal((await verifies(list(100))).text(), 'x')
    for (const length of [101, 10_000]) await refuses(() => verifies(list(length)), { is, code: 'ERR_LIMIT' })
    await refuses(() => o.with({ limits: { signatures: 1 } }).verify(list(2), secret, { algorithms }), {
      code: 'ERR_LIMIT',
    })
  })
  it('sizes: of the token, and of each place of a header', async () => {
    const json = await made()
    const small = o.with({ limits: { jws: 100 } })
    await refuses(() => small.verify({ ...json, payload: 'A'.repeat(100) }, secret, { algorithms }), {
      is,
      code: 'ERR_LIMIT',
    })
    await refuses(() => verifies({ ...json, payload: 'A'.repeat(16 * 2 ** 20) }), { is, code: 'ERR_LIMIT' })
    const many = Object.fromEntries(Array.from({ length: 65 }, (_, index) => [`m${index}`, 1]))
    const deep = { x: JSON.parse(`${'['.repeat(8)}${']'.repeat(8)}`) }
    for (const header of [many, deep, { x: 'x'.repeat(16 * 1024) }])
      await refuses(() => verifies({ ...json, header }), { is, code: 'ERR_LIMIT' })
    let nested: object = {}
    for (let depth = 0; depth < 10_000; depth++) nested = { nested }
    await refuses(() => verifies({ ...json, header: nested }), { is })
    await refuses(() => verifies(nested), { is })
  })
  it('a JSON form as text, and a compact token inside an object, are neither (CVE-2022-39227)', async () => {
    const json = await made()
    const token = await o.sign('x', secret)
    const text = JSON.stringify(json)
    for (const polyglot of [
      text,
      utf8(text),
      `{"a.b.c":1,${text.slice(1)}`,
      `  {"${token}":1,${text.slice(1)}`,
      JSON.stringify(token),
    ])
      await refuses(() => verifies(polyglot), { is })
    for (const object of [{ token }, [token], { compact: token }, [json], { payload: token }, { 0: token }])
      await refuses(() => verifies(object), { is })
    await refuses(() => o.decode(json, secret, { algorithms }), { is: o.jose.jwt.JWTError })
  })
  it('each member is read once, and what is inherited is not seen', async () => {
    const json = await made()
    const { payload, ...rest } = json
    let reads = 0
    const token = {
      ...rest,
      get payload() {
        reads++
        return reads === 1 ? payload : segment('another')
      },
    }
    equal([(await verifies(token)).text(), reads], ['x', 1])
    await refuses(() => verifies(Object.create(json)), { is })
    await refuses(() => verifies(Object.assign(Object.create({ payload: segment('y') }), rest)), { is })
    equal((await verifies({ ...json, more: 1, ciphertext: 'x' })).text(), 'x')
  })
  it('an unsecured one is read only as such', async () => {
    const head = segment('{"alg":"none"}')
    const json = { payload: segment('x'), protected: head, signature: '' }
    equal((await o.verify(json, undefined, { algorithms: ['none'] })).text(), 'x')
    await refuses(() => verifies(json), { is })
    await refuses(() => o.verify({ ...json, signature: 'AAAA' }, undefined, { algorithms: ['none'] }), {
      is: JWSSignatureError,
    })
    const { payload, ...entry } = json
    await refuses(async () => verifies({ payload, signatures: [entry, entry] }), { is })
  })
  it('parse reads the JSON forms strictly', async () => {
    const { parse } = o.jose.jws
    const json = await made()
    equal((await verifies(parse(JSON.stringify(json)))).text(), 'x')
    for (const bad of [
      '',
      '[]',
      'null',
      '"x"',
      '{',
      '{"payload":"","payload":""}',
      '{"a":1,"\\u0061":1}',
      '{"signatures":[{"signature":"","signature":""}]}',
      `${JSON.stringify(json)}x`,
      `\ufeff${JSON.stringify(json)}`,
      `${'['.repeat(10_000)}${']'.repeat(10_000)}`,
    ])
      await refuses(() => parse(bad), { is })
    for (const bad of [undefined, null, 5, json, utf8('{}')])
      await refuses(() => parse(bad as never), { is: TypeError })
    await refuses(() => parse('x'.repeat(16 * 2 ** 20 + 1)), { is, code: 'ERR_LIMIT' })
  })
}

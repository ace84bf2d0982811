import { JWEError, JWEParseError } from '@jose/core'
import { equal, refuses } from '../assert.ts'
import type { Suite } from '../suite.ts'
import { octetsOf } from './craft.ts'
import { craftJwe, flattened, secretOf } from './jwe-craft.ts'
import { needDeflate, testKeys } from './test-keys.ts'

const key = secretOf(32)

/** Members of the header: what a caller may write, and what a token may say (RFC 7516 §4). */
export const jweHeader: Suite = (o, it) => {
  const headerOf = (token: string): string => String.fromCharCode(...(octetsOf(token)[0] as Uint8Array))
  const written = async (options: object): Promise<string> => headerOf(await o.encrypt('x', key, options))

  it('members stand in the order alg, enc, zip, cty, kid, those of the caller, crit; and there is no typ', async () => {
    needDeflate(o)
    equal(
      await written({ crit: ['b'], headers: { b: 1, a: [2] }, kid: 'k', cty: 'c', zip: 'DEF' }),
      '{"alg":"dir","enc":"A256GCM","zip":"DEF","cty":"c","kid":"k","b":1,"a":[2],"crit":["b"]}',
    )
    equal(
      await written({ headers: { typ: 'x', kid: 'k', z: 1, a: 1 } }),
      '{"alg":"dir","enc":"A256GCM","typ":"x","kid":"k","z":1,"a":1}',
    )
    equal(await written({ headers: { typ: undefined } }), '{"alg":"dir","enc":"A256GCM"}')
    equal(await written({ cty: '', kid: '' }), '{"alg":"dir","enc":"A256GCM","cty":"","kid":""}')
  })
  it('what the library writes is not for headers', async () => {
    for (const name of ['alg', 'enc', 'zip', 'crit', 'epk', 'apu', 'apv', 'p2s', 'p2c', 'iv', 'tag'])
      await refuses(() => o.encrypt('x', key, { headers: { [name]: 'A256GCM' } }), { is: TypeError, message: name })
  })
  it('cty and kid are strings, and given once', async () => {
    for (const name of ['cty', 'kid']) {
      for (const value of [5, null, {}, ['x']])
        await refuses(() => o.encrypt('x', key, { [name]: value } as never), { is: TypeError })
      await refuses(() => o.encrypt('x', key, { [name]: 'a', headers: { [name]: 'a' } }), { is: TypeError })
      await refuses(() => o.encrypt('x', key, { headers: { [name]: 5 } }), { is: JWEError })
    }
    await refuses(() => o.encrypt('x', key, { headers: { typ: 5 } } as never), { is: JWEError })
  })
  it('headers are a plain object that JSON can carry', async () => {
    for (const headers of [[], 'x', 5, null, new Map()])
      await refuses(() => o.encrypt('x', key, { headers } as never), { is: TypeError })
    for (const headers of [{ x: BigInt(1) }, { x: 'lone \ud800' }])
      await refuses(() => o.encrypt('x', key, { headers }), { is: JWEError })
    await refuses(() => o.encrypt('x', key, { headers: { toJSON: () => ({ alg: 'none' }) } }), { is: TypeError })
  })
  it('__proto__, constructor and toString are members like any other', async () => {
    const headers = JSON.parse('{"__proto__":{"polluted":true},"constructor":1,"toString":"x"}')
    const token = await o.encrypt('x', key, { headers })
    const { header } = await o.decrypt(token, key)
    equal(Object.keys(header), ['alg', 'enc', '__proto__', 'constructor', 'toString'])
    equal(Object.getPrototypeOf(header), Object.prototype)
    equal((header as { polluted?: boolean }).polluted, undefined)
    for (const member of ['__proto__', 'constructor']) {
      const json = flattened(await craftJwe(o, { header: { alg: 'dir', enc: 'A256GCM' } }))
      const header = JSON.parse(`{"${member}":{"alg":"dir"}}`)
      equal((await o.decrypt({ ...json, header }, key)).text(), 'x')
    }
  })
  it('crit: names of extensions, each once, each protected, none that is defined', async () => {
    const read = async (members: object, crit?: readonly string[]) =>
      o.decrypt(await craftJwe(o, { header: { alg: 'dir', enc: 'A256GCM', ...members } }), key, crit && { crit })
    equal((await read({ crit: ['x'], x: 1 }, ['x', 'y'])).header.x, 1)
    await refuses(() => read({ crit: ['x'], x: 1 }), { is: JWEParseError, code: 'ERR_CRIT' })
    await refuses(() => read({ crit: ['x', 'y'], x: 1, y: 1 }, ['x']), { is: JWEParseError, code: 'ERR_CRIT' })
    const bad = [
      [],
      ['x', 'x'],
      ['y'],
      [5],
      [null],
      'x',
      { 0: 'x' },
      null,
      true,
      ['alg'],
      ['enc'],
      ['zip'],
      ['crit'],
      ['b64'],
      ['toString'],
    ]
    for (const crit of bad)
      await refuses(
        () =>
          read({ crit, x: 1, zip: undefined, b64: true }, ['x', 'y', 'alg', 'enc', 'zip', 'crit', 'b64', 'toString']),
        {
          is: JWEParseError,
          code: 'ERR_CRIT',
        },
      )
    for (const names of ['x', [5], null, {}])
      await refuses(() => o.decrypt('x', key, { crit: names } as never), { is: TypeError })
  })
  it('crit is not taken from where nothing protects it, nor are its names', async () => {
    const token = await craftJwe(o, { header: { alg: 'dir', enc: 'A256GCM' } })
    const named = await craftJwe(o, { header: { alg: 'dir', enc: 'A256GCM', crit: ['x'] } })
    for (const place of ['header', 'unprotected']) {
      const refusal = { is: JWEParseError, code: 'ERR_CRIT' }
      await refuses(
        () => o.decrypt(flattened(token, { [place]: { crit: ['x'], x: 1 } }), key, { crit: ['x'] }),
        refusal,
      )
      await refuses(() => o.decrypt(flattened(named, { [place]: { x: 1 } }), key, { crit: ['x'] }), refusal)
      // Nor where what it names is protected.
      const inside = await craftJwe(o, { header: { alg: 'dir', enc: 'A256GCM', x: 1 } })
      await refuses(() => o.decrypt(flattened(inside, { [place]: { crit: ['x'] } }), key, { crit: ['x'] }), refusal)
    }
  })
  it('crit on writing: the names are in headers', async () => {
    const token = await o.encrypt('x', key, { headers: { x: 1 }, crit: ['x'] })
    equal((await o.decrypt(token, key, { crit: ['x'] })).header.crit, ['x'])
    await refuses(() => o.decrypt(token, key), { code: 'ERR_CRIT' })
    for (const crit of [['y'], ['alg'], ['x', 'x']])
      await refuses(() => o.encrypt('x', key, { headers: { x: 1 }, crit }), { is: JWEError, code: 'ERR_CRIT' })
    await refuses(() => o.encrypt('x', key, { headers: { x: 1 }, crit: 'x' } as never), { is: TypeError })
  })
  it('alg, enc, typ, cty and kid are strings; alg and enc are there', async () => {
    const good = { alg: 'dir', enc: 'A256GCM' }
    for (const name of ['alg', 'enc', 'typ', 'cty', 'kid'])
      for (const value of [5, null, true, ['dir'], { dir: 1 }])
        await refuses(async () => o.decrypt(await craftJwe(o, { header: { ...good, [name]: value } }), key), {
          is: JWEParseError,
        })
    for (const header of [{ alg: 'dir' }, { enc: 'A256GCM' }, {}])
      await refuses(async () => o.decrypt(await craftJwe(o, { header }), key), { is: JWEParseError })
  })
  it('jwk, jku, x5u and x5c change nothing', async () => {
    const jwk = { kty: 'oct', k: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' }
    const side = { jwk, jku: 'https://attacker.example/', x5u: 'file:///etc/passwd', x5c: ['AAAA'], x5t: 'x' }
    const token = await craftJwe(o, { header: { alg: 'dir', enc: 'A256GCM', ...side } })
    equal((await o.decrypt(token, key)).header.jku, side.jku)
    const theirs = await craftJwe(o, { header: { alg: 'dir', enc: 'A256GCM', ...side }, cek: new Uint8Array(32) })
    await refuses(() => o.decrypt(theirs, key), { code: 'ERR_JWE_DECRYPTION' })
    for (const none of [undefined, null, [], { keys: [] }, () => undefined])
      await refuses(() => o.decrypt(theirs, none), { is: Error })
    await refuses(() => o.decrypt(theirs, [testKeys.RS256.private]), { is: JWEError })
  })
  it('getUnverifiedHeader reads what is protected, and nothing more', async () => {
    const { getUnverifiedHeader } = o.jose.jwe
    const token = await o.encrypt('x', key, { kid: 'k' })
    equal(getUnverifiedHeader(token), { alg: 'dir', enc: 'A256GCM', kid: 'k' })
    equal(getUnverifiedHeader(flattened(token, { header: { x: 1 } }) as never), {
      alg: 'dir',
      enc: 'A256GCM',
      kid: 'k',
    })
    equal(getUnverifiedHeader({ iv: '', ciphertext: '', tag: '' }), {})
    for (const bad of ['', 'a.b.c', 'a.b', '....', `${token}.`, { protected: '' }, { protected: 5 }, [], null, 5])
      await refuses(() => getUnverifiedHeader(bad as never), { is: JWEParseError })
  })
}

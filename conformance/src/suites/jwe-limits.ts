import { base64url, JWEError, JWEParseError } from '@jose/core'
import { equal, refuses } from '../assert.ts'
import type { Suite } from '../suite.ts'
import { altered } from './altered.ts'
import { segment, utf8 } from './craft.ts'
import { craftJwe, flattened, secretOf } from './jwe-craft.ts'

const key = secretOf(32)
const over = { is: JWEError, code: 'ERR_LIMIT' }
const mebibyte = 2 ** 20

/** Sizes, depths and counts that are refused before anything is decoded. */
export const jweLimits: Suite = (o, it) => {
  const good = { alg: 'dir', enc: 'A256GCM' }
  const reads = async (header: string) => o.decrypt(await craftJwe(o, { header }), key)

  it('a token of more than 16 MiB is refused by its length alone', async () => {
    const token = 'A'.repeat(16 * mebibyte + 1)
    await refuses(() => o.decrypt(token, key), over)
    await refuses(() => o.decrypt(new Uint8Array(16 * mebibyte + 1), key), over)
    await refuses(() => o.decrypt({ ciphertext: token }, key), over)
    await refuses(() => o.jose.jwe.parse(token), over)
    await refuses(() => o.jose.jwe.getUnverifiedHeader(token), over)
  })
  it('the limit is the caller’s, for reading and for writing', async () => {
    const token = await o.encrypt('x'.repeat(100), key)
    const exact = o.with({ limits: { jwe: token.length } })
    const less = o.with({ limits: { jwe: token.length - 1 } })
    equal((await exact.decrypt(token, key)).text().length, 100)
    await refuses(() => less.decrypt(token, key), over)
    await refuses(() => less.decrypt(utf8(token), key), over)
    await refuses(() => less.encrypt('x'.repeat(100), key), over)
    equal((await exact.encrypt('x'.repeat(100), key)).length, token.length)
    await refuses(() => o.with({ limits: { jwe: 200 } }).encrypt('x'.repeat(201), key), over)
    const small = o.with({ limits: { jwe: 200 } })
    for (const options of [{}, { aad: 'x'.repeat(190) }, { unprotected: { x: 'x'.repeat(190) } }])
      await refuses(
        () => small.encryptFlattened('x'.repeat(options.aad === undefined ? 190 : 9), { key }, options as object),
        over,
      )
  })
  it('a limit of iterations below the default is a matter of passwords alone', async () => {
    const low = o.with({ limits: { p2c: 2000 } })
    equal((await low.decrypt(await low.encrypt('x', key), key)).text(), 'x')
    equal((await low.decrypt(await low.encryptFlattened('x', { key }), key)).text(), 'x')
    await refuses(() => low.encrypt('x', key, { p2c: 2001 }), { is: TypeError })
    const algorithm = 'PBES2-HS256+A128KW'
    await refuses(() => low.encrypt('x', 'a password', { algorithm }), { is: TypeError, message: "'p2c'" })
    await refuses(() => low.encryptFlattened('x', { key: 'a password', algorithm }), { is: TypeError })
  })
  it('nothing is decoded of what is too large', async () => {
    const base64urlDecode = () => {
      throw new RangeError('something was decoded')
    }
    const { codec } = o.backend
    if (codec === undefined) return
    const watched = altered(o, { codec: { ...codec, base64urlDecode, base64urlDecodeText: base64urlDecode } })
    await refuses(() => watched.decrypt('A'.repeat(16 * mebibyte + 1), key), over)
    await refuses(() => watched.decrypt(`${'A'.repeat(22_000)}....`, key), over)
    await refuses(() => watched.decrypt('.'.repeat(mebibyte), key), { message: 'segments' })
  })
  it('a header of more than 16 KiB, 8 levels or 64 members', async () => {
    const members = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`m${index}`, 1]))
    const nested = (levels: number): string =>
      `{"alg":"dir","enc":"A256GCM","x":${'['.repeat(levels)}${']'.repeat(levels)}}`
    const long = (length: number): string => `{"alg":"dir","enc":"A256GCM","x":"${'x'.repeat(length - 36)}"}`
    for (const header of [JSON.stringify({ ...good, ...members(62) }), nested(7), long(16 * 1024)])
      equal((await reads(header)).text(), 'x')
    for (const header of [JSON.stringify({ ...good, ...members(63) }), nested(8), nested(5000), long(16 * 1024 + 3)])
      await refuses(() => reads(header), over)
    for (const headers of [
      members(63),
      { x: 'x'.repeat(16 * 1024) },
      { x: JSON.parse(`${'['.repeat(9)}${']'.repeat(9)}`) },
    ])
      await refuses(() => o.encrypt('x', key, { headers }), { is: JWEError })
  })
  it('so it is for what is not protected: no place of a header is larger than a header', async () => {
    const token = await craftJwe(o, { header: good })
    const many = Object.fromEntries(Array.from({ length: 65 }, (_, index) => [`m${index}`, 1]))
    const deep = { x: JSON.parse(`${'['.repeat(8)}${']'.repeat(8)}`) }
    for (const place of ['header', 'unprotected']) {
      for (const members of [many, deep, { x: 'x'.repeat(16 * 1024) }])
        await refuses(() => o.decrypt(flattened(token, { [place]: members }), key), over)
      equal((await o.decrypt(flattened(token, { [place]: { x: [[[[[[]]]]]] } }), key)).text(), 'x')
    }
  })
  it('a token nested by the thousand is an error of this library', async () => {
    let deep: object = {}
    for (let depth = 0; depth < 10_000; depth++) deep = { deep }
    await refuses(() => o.decrypt(deep, key), { is: JWEParseError })
    await refuses(async () => o.decrypt({ ...flattened(await o.encrypt('x', key)), header: deep }, key), {
      is: JWEParseError,
    })
  })
  it('a hundred recipients at most, read and written', async () => {
    const token = await o.encrypt('x', key)
    const entries = (count: number) => Array.from({ length: count }, () => ({ header: { x: 1 } }))
    const { encrypted_key: _, ...shared } = flattened(token)
    await refuses(() => o.decrypt({ ...shared, recipients: entries(101) }, key), over)
    await refuses(() => o.decrypt({ ...shared, recipients: entries(10_000) }, key), over)
    await refuses(() => o.decrypt({ ...shared, recipients: entries(100) }, key), {
      is: JWEParseError,
      message: 'one recipient',
    })
    await refuses(
      () =>
        o.encryptGeneral(
          'x',
          Array.from({ length: 101 }, () => ({ key, algorithm: 'A256KW' })),
        ),
      over,
    )
    const two = o.with({ limits: { signatures: 2 } })
    await refuses(() => two.decrypt({ ...shared, recipients: entries(3) }, key), over)
  })
  it('many recipients of a password are no way to more work than one may ask for', async () => {
    const alg = 'PBES2-HS256+A128KW'
    const derive = () => {
      throw new RangeError('work was done')
    }
    const { async, sync } = o.backend
    const idle = altered(o, { async: { ...async, derive }, sync: sync && { ...sync, derive } })
    const [, , iv, ciphertext, tag] = (await o.encrypt('x', key)).split('.')
    const recipient = {
      header: { alg, p2s: base64url.encode(new Uint8Array(16)), p2c: 600_001 },
      encrypted_key: 'A'.repeat(54),
    }
    const json = { protected: segment('{"enc":"A256GCM"}'), recipients: [recipient, recipient], iv, ciphertext, tag }
    await refuses(() => idle.decrypt(json, 'password', { algorithms: [alg] }), over)
  })
}

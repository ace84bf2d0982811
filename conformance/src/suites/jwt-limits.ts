import { InvalidTokenError, JWTError } from '@jose/core'
import { equal, refuses } from '../assert.ts'
import type { Operations } from '../modes.ts'
import type { Suite } from '../suite.ts'
import { craft, secret, segment } from './craft.ts'

const algorithms = ['HS256']
const tooLarge = { is: InvalidTokenError, code: 'ERR_LIMIT' }
const decode = (o: Operations, token: unknown): Promise<unknown> => o.decode(token, secret, { algorithms })

/** Sizes, depths and counts, checked before anything is decoded. */
export const jwtLimits: Suite = (o, it) => {
  it('a token of 256 KiB is read, one character more is not', async () => {
    const limit = 256 * 1024
    const overhead = (await craft(o, { alg: 'HS256' }, { a: '' })).length
    // Three octets are four characters; what is left over goes into the header, whose length is a multiple of four.
    const payload = { a: 'x'.repeat(Math.floor(((limit - overhead) * 3) / 4) - 3) }
    const token = await craft(o, { alg: 'HS256' }, payload)
    const exact = o.with({ limits: { jwt: token.length } })
    equal(await exact.decode(token, secret, { algorithms }), payload)
    equal(await decode(o, token), payload)
    await refuses(() => decode(o.with({ limits: { jwt: token.length - 1 } }), token), tooLarge)
    await refuses(() => decode(o, `${token}${'A'.repeat(limit - token.length + 1)}`), tooLarge)
    await refuses(() => decode(o, 'A'.repeat(limit)), { is: InvalidTokenError, code: 'ERR_JWT_INVALID' })
  })
  it('a limit is raised only by limits', async () => {
    const claims = { a: 'x'.repeat(300_000) }
    const token = await craft(o, { alg: 'HS256' }, claims)
    await refuses(() => decode(o, token), tooLarge)
    equal(await decode(o.with({ limits: { jwt: 1_000_000 } }), token), claims)
  })
  it('a limit counts for bytes as for text', async () => {
    await refuses(() => decode(o, new Uint8Array(256 * 1024 + 1)), tooLarge)
  })
  it('a segment of 100 MB and a million dots are refused at once', async () => {
    const huge = 'A'.repeat(100_000_000)
    for (const token of [huge, `${huge}.e30.AA`, `e30.${huge}.AA`, `e30.e30.${huge}`, '.'.repeat(1_000_000)]) {
      await refuses(() => decode(o, token), tooLarge)
      await refuses(() => o.jose.jwt.getUnverifiedHeader(token), tooLarge)
      await refuses(() => o.jose.jwt.getUnverifiedClaims(token), tooLarge)
    }
  })
  it('many dots within the size are refused', async () => {
    await refuses(() => decode(o, '.'.repeat(200_000)), { is: InvalidTokenError, code: 'ERR_JWT_INVALID' })
  })
  it('a header of 16 KiB is read, one octet more is not', async () => {
    const header = (size: number): string => `{"alg":"HS256","x":"${'x'.repeat(size - 22)}"}`
    equal(await decode(o, await craft(o, header(16 * 1024), { a: 'b' })), { a: 'b' })
    // A multiple of three over the limit, so that its spelling is certainly longer.
    await refuses(async () => decode(o, await craft(o, header(16 * 1024 + 1), {})), tooLarge)
    await refuses(async () => decode(o, await craft(o, header(100_000), {})), tooLarge)
  })
  it('a header of 8 levels is read, one of 9 is not', async () => {
    const lists = (levels: number): string => `{"alg":"HS256","x":${'['.repeat(levels - 1)}${']'.repeat(levels - 1)}}`
    const objects = (levels: number): string =>
      `{"alg":"HS256","x":${'{"a":'.repeat(levels - 1)}1${'}'.repeat(levels - 1)}}`
    for (const nested of [lists, objects]) {
      equal(await decode(o, await craft(o, nested(8), { a: 'b' })), { a: 'b' })
      await refuses(async () => decode(o, await craft(o, nested(9), {})), { is: InvalidTokenError })
      await refuses(async () => decode(o, await craft(o, nested(2_000), {})), { is: InvalidTokenError })
    }
    await refuses(async () => decode(o, await craft(o, lists(8_000), {})), { is: InvalidTokenError })
    const deep = o.with({ limits: { headerDepth: 9 } })
    equal(await decode(deep, await craft(o, lists(9), { a: 'b' })), { a: 'b' })
  })
  it('brackets inside a string are no levels', async () => {
    const header = { alg: 'HS256', x: '[[[[[[[[[[{{{{{{{{{{', '"]\\"[[[[[[[[[[': '\\"[[[[[[[[' }
    equal(await decode(o, await craft(o, header, { a: 'b' })), { a: 'b' })
  })
  it('a header 10,000 deep is refused, whatever the other limits are', async () => {
    const wide = o.with({ limits: { header: 1_000_000, jwt: 1_000_000 } })
    const token = await craft(o, `{"alg":"HS256","x":${'['.repeat(10_000)}${']'.repeat(10_000)}}`, {})
    await refuses(() => decode(wide, token), { is: InvalidTokenError, code: 'ERR_LIMIT' })
    await refuses(() => wide.jose.jwt.getUnverifiedHeader(token), { is: InvalidTokenError })
  })
  it('a header of 64 members, nested ones included, is read, one of 65 is not', async () => {
    const many = (count: number): string =>
      `{"alg":"HS256",${Array.from({ length: count - 1 }, (_, index) => `"m${index}":1`).join()}}`
    equal(await decode(o, await craft(o, many(64), { a: 'b' })), { a: 'b' })
    await refuses(async () => decode(o, await craft(o, many(65), {})), { is: InvalidTokenError })
    const inside = (count: number): string =>
      `{"alg":"HS256","x":[${Array.from({ length: count - 2 }, () => '{"a":1}')}]}`
    equal(await decode(o, await craft(o, inside(64), { a: 'b' })), { a: 'b' })
    await refuses(async () => decode(o, await craft(o, inside(65), {})), { is: InvalidTokenError })
  })
  it('claims 10,000 deep are refused, claims 100 deep are read', async () => {
    const nested = (levels: number): string => `{"a":${'['.repeat(levels)}${']'.repeat(levels)}}`
    equal(JSON.stringify(await decode(o, await craft(o, { alg: 'HS256' }, nested(100)))), nested(100))
    await refuses(async () => decode(o, await craft(o, { alg: 'HS256' }, nested(10_000))), { is: InvalidTokenError })
  })
  it('at most 16 keys are tried', async () => {
    const token = await craft(o, { alg: 'HS256' }, { a: 'b' })
    const keys = (count: number): readonly string[] => [
      ...Array.from({ length: count - 1 }, (_, index) => `${secret}${index}`),
      secret,
    ]
    equal(await o.decode(token, keys(16), { algorithms }), { a: 'b' })
    await refuses(() => o.decode(token, keys(17), { algorithms }), { is: JWTError })
  })
  it('a kid of 1 MB is refused', async () => {
    await refuses(() => decode(o, `${segment({ alg: 'HS256', kid: 'k'.repeat(1_000_000) })}.e30.AA`), tooLarge)
    const wide = o.with({ limits: { jwt: 4_000_000 } })
    await refuses(() => decode(wide, `${segment({ alg: 'HS256', kid: 'k'.repeat(1_000_000) })}.e30.AA`), tooLarge)
  })
}

import { JWSError } from '@jose/core'
import { equal, refuses } from '../assert.ts'
import type { Suite } from '../suite.ts'
import { craft, secret, segment } from './craft.ts'

const algorithms = ['HS256']
const overLimit = { is: JWSError, code: 'ERR_LIMIT' }

/** Sizes, depths and counts are bounded, before anything is decoded, and only `limits` moves the bounds. */
export const jwsLimits: Suite = (o, it) => {
  const { getUnverifiedHeader, getUnverifiedPayload } = o.jose.jws
  const nested = (levels: number): string => `{"alg":"HS256","x":${'['.repeat(levels - 1)}${']'.repeat(levels - 1)}}`
  const members = (count: number): object => {
    const header: { [member: string]: unknown } = { alg: 'HS256' }
    for (let index = 1; index < count; index++) header[`m${index}`] = index
    return header
  }

  it('a token over 16 MiB is refused, read or written', async () => {
    const text = 'A'.repeat(16 * 1024 * 1024)
    const token = `${segment({ alg: 'HS256' })}.${text}.AAAA`
    await refuses(() => o.verify(token, secret, { algorithms }), overLimit)
    await refuses(() => getUnverifiedHeader(token), overLimit)
    await refuses(() => getUnverifiedPayload(token), overLimit)
    await refuses(() => o.sign(`${text}A`, secret), overLimit)
    const detached = await o.sign('x', secret, { detached: true })
    await refuses(() => o.verify(detached, secret, { algorithms, payload: `${text}A` }), overLimit)
    await refuses(() => o.verify(detached, secret, { algorithms, payload: new Uint8Array(text.length + 1) }), overLimit)
    const clear = await o.sign('', secret, { b64: false })
    await refuses(() => o.verify(clear.replace('..', `.${text}.`), secret, { algorithms }), overLimit)
  })
  it('limits.jws moves the bound, down and up', async () => {
    const token = await o.sign('x'.repeat(50), secret)
    const small = o.with({ limits: { jws: token.length - 1 } })
    const exact = o.with({ limits: { jws: token.length } })
    await refuses(() => small.verify(token, secret, { algorithms }), overLimit)
    equal((await exact.verify(token, secret, { algorithms })).text().length, 50)
    const large = o.with({ limits: { jws: 17 * 1024 * 1024, header: 20_000 } })
    const headers = { x: 'x'.repeat(17_000) }
    equal((await large.verify(await large.sign('x', secret, { headers }), secret, { algorithms })).text(), 'x')
  })
  it('a header over 16 KiB is refused, read or written', async () => {
    const header = (bytes: number): string => `{"alg":"HS256","kid":"${'k'.repeat(bytes - 24)}"}`
    equal(header(16_384).length, 16_384)
    equal((await o.verify(await craft(o, header(16_384), 'x'), secret, { algorithms })).text(), 'x')
    for (const bytes of [16_387, 1_000_000]) {
      const token = await craft(o, header(bytes), 'x')
      await refuses(() => o.verify(token, secret, { algorithms }), overLimit)
      await refuses(() => getUnverifiedHeader(token), overLimit)
      await refuses(() => o.sign('x', secret, { headers: { kid: 'k'.repeat(bytes) } }), overLimit)
    }
  })
  it('a header of more than 8 levels is refused, read or written', async () => {
    equal((await o.verify(await craft(o, nested(8), 'x'), secret, { algorithms })).text(), 'x')
    for (const levels of [9, 1000, 8000]) {
      const token = await craft(o, nested(levels), 'x')
      await refuses(() => o.verify(token, secret, { algorithms }), overLimit)
      await refuses(() => getUnverifiedHeader(token), overLimit)
    }
    const headers = JSON.parse(nested(9))
    await refuses(() => o.sign('x', secret, { headers }), { is: JWSError })
    const deeper = o.with({ limits: { headerDepth: 9 } })
    equal((await deeper.verify(await deeper.sign('x', secret, { headers }), secret, { algorithms })).text(), 'x')
  })
  it('a header of more than 64 members is refused, read or written', async () => {
    equal((await o.verify(await craft(o, members(64), 'x'), secret, { algorithms })).text(), 'x')
    const token = await craft(o, members(65), 'x')
    await refuses(() => o.verify(token, secret, { algorithms }), { is: JWSError })
    await refuses(() => o.sign('x', secret, { headers: members(65) as { alg: string } }), { is: JWSError })
    const inner = await craft(o, { alg: 'HS256', x: members(63) }, 'x')
    await refuses(() => o.verify(inner, secret, { algorithms }), { is: JWSError })
    const wider = o.with({ limits: { headerMembers: 65 } })
    equal((await wider.verify(token, secret, { algorithms })).text(), 'x')
  })
  it('a JSON payload of more than 128 levels is refused by json(), not by text()', async () => {
    const deep = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`
    const read = async (text: string) => o.verify(await o.sign(text, secret), secret, { algorithms })
    equal(Array.isArray((await read(deep(128))).json()), true)
    for (const levels of [129, 100_000]) {
      const verified = await read(deep(levels))
      equal(verified.text().length, 2 * levels)
      await refuses(() => verified.json(), { is: JWSError })
    }
  })
  it('limits are positive integers of known names', async () => {
    for (const limits of [{ jws: 0 }, { jws: -1 }, { jws: 1.5 }, { jws: Number.NaN }, { jws: '5' }, { size: 5 }]) {
      await refuses(() => o.with({ limits: limits as never }), { is: TypeError })
    }
    await refuses(() => o.with({ limits: { jws: Number.POSITIVE_INFINITY } }), { is: TypeError })
  })
}

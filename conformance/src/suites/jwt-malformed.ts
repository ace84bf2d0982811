import { base64url, InvalidTokenError, JWTError } from '@jose/core'
import { ok, refuses } from '../assert.ts'
import type { Operations } from '../modes.ts'
import type { Suite } from '../suite.ts'
import { craft, secret, segment, signature } from './craft.ts'

const algorithms = ['HS256']
const malformed = { is: InvalidTokenError, code: 'ERR_JWT_INVALID' }

/** A token over segments that are spelled as given, with a good signature. */
async function spelled(o: Operations, header: string, payload: string): Promise<string> {
  const input = `${header}.${payload}`
  return `${input}.${base64url.encode(await signature(o, input))}`
}

const refused = async (o: Operations, token: unknown): Promise<void> => {
  await refuses(() => o.decode(token, secret, { algorithms }), malformed)
  await refuses(() => o.createVerifier(secret, { algorithms, cache: true })(token), malformed)
}

/** Tokens that are none, and tokens of another kind (RFC 7519 §7.2, RFC 7515 §5.2). */
export const jwtSegments: Suite = (o, it) => {
  it('fewer than three segments are refused with the stable message', async () => {
    for (const token of ['', 'a', 'e30', 'e30.e30', '.', segment({ alg: 'HS256' })]) {
      const error = await refuses(() => o.decode(token, secret, { algorithms }), malformed)
      ok(error.message.startsWith('Not enough segments'), 'the stable start of the message')
    }
  })
  it('more than three segments are refused, also where the first three are a good token', async () => {
    const token = await craft(o, { alg: 'HS256' }, {})
    for (const more of ['.', '.a', '..', '.a.b.c', '.'.repeat(100_000)]) await refused(o, `${token}${more}`)
    await refused(o, `.${token}`)
  })
  it('a token of five segments (JWE) is refused where a signed one is expected', async () => {
    const jwe = 'eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..AAAAAAAAAAAAAAAA.AA.AAAAAAAAAAAAAAAAAAAAAA'
    await refused(o, jwe)
    await refused(o, `${segment({ alg: 'HS256', enc: 'A256GCM' })}.a.b.c.d`)
  })
  it('what is no string and no bytes is refused', async () => {
    const token = await craft(o, { alg: 'HS256' }, {})
    for (const value of [undefined, null, 1, true, {}, [], [token], Object(token), { token }, () => token])
      await refused(o, value)
  })
  it('empty segments are refused', async () => {
    const [header, payload] = [segment({ alg: 'HS256' }), segment({})]
    for (const token of ['..', `.${payload}.`, `${header}..`, `${header}.${payload}.`])
      await refuses(() => o.decode(token, secret, { algorithms }), { is: JWTError })
    await refused(o, await spelled(o, header, ''))
    await refused(o, await spelled(o, '', payload))
  })
  it('a polyglot of compact form and JSON serialization is refused', async () => {
    const token = await craft(o, { alg: 'HS256' }, { sub: 'me' })
    const [header, payload, signed] = token.split('.')
    const json = JSON.stringify({ protected: header, payload, signature: signed })
    await refused(o, json)
    await refused(o, JSON.parse(json))
    await refused(
      o,
      `{" ${header}.${segment({ sub: 'you' })}.":"","protected":"${header}","x":".","payload":"${payload}"}`,
    )
    await refused(o, `{"  ${header}.${segment({ sub: 'you' })}.${signed}  ":"","payload":"${payload}"}`)
    await refused(o, `{"protected":"${header}","payload":"${payload}","signature":"${signed}","dots":"...."}`)
  })
}

import { createHmac } from 'node:crypto'
import { testKeys } from '../../../conformance/src/suites/test-keys.ts'
import { type Target, textOf } from '../target.ts'
import { tokensOf } from '../vectors.ts'
import { algorithmWords, headerWords } from '../words.ts'
import { verifying } from './tokens.ts'
import { attempt, told } from './told.ts'

/** The text of a JWS in JSON. A signature that is `?` becomes the right MAC, so that what is changed can still be good. */
export const target: Target = {
  seeds: () => [
    ...tokensOf('tokens', 'json').filter(({ length }) => length < 2000),
    '{"payload":"eyJhIjoxfQ","protected":"eyJhbGciOiJIUzI1NiJ9","signature":"?"}',
    '{"payload":"eyJhIjoxfQ","header":{"alg":"HS256","kid":"test-HS256"},"signature":"?"}',
    '{"payload":"plain","protected":"eyJhbGciOiJIUzI1NiIsImI2NCI6ZmFsc2UsImNyaXQiOlsiYjY0Il19","signature":"?"}',
    '{"payload":"eyJhIjoxfQ","signatures":[{"protected":"eyJhbGciOiJIUzI1NiJ9","signature":"?"},{"header":{"alg":"ES256"},"signature":"AA"}]}',
  ],
  words: [
    '"payload":',
    '"protected":',
    '"header":',
    '"signature":',
    '"signatures":',
    '"?"',
    ...headerWords,
    ...algorithmWords,
  ],
  async read(o, input) {
    const token = o.jose.jws.parse(textOf(input))
    const complete = withMacs(token as unknown as Members)
    const verified = (require: 'any' | 'all'): Promise<unknown> =>
      attempt(async () => {
        const result = await o.verify(complete, verifying, { algorithms: ['HS256', 'ES256'], require })
        return [told(result), result.signatures?.map(({ index, header }) => [index, header])]
      })
    return { any: await verified('any'), all: await verified('all') }
  },
}

type Members = { readonly [member: string]: unknown }

function withMacs(token: Members): Members {
  const { payload, signatures } = token
  const complete = (entry: unknown): unknown => {
    if (typeof entry !== 'object' || entry === null || (entry as Members).signature !== '?') return entry
    const input = `${(entry as Members).protected ?? ''}.${payload}`
    const secret = Buffer.from(testKeys.HS256.private.k as string, 'base64url')
    return { ...entry, signature: createHmac('sha256', secret).update(input).digest('base64url') }
  }
  return Array.isArray(signatures) ? { ...token, signatures: signatures.map(complete) } : (complete(token) as Members)
}

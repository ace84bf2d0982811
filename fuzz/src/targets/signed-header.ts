import { same, type Target } from '../target.ts'
import { algorithmWords, headerWords } from '../words.ts'
import { memberOf, signed, verifying } from './tokens.ts'
import { attempt, told } from './told.ts'

const payload = Buffer.from('{"sub":"alice"}')

/** The header of a JWS whose MAC is good. What was accepted is accepted again when the library writes it. */
export const target: Target = {
  seeds: () => [
    '{"alg":"HS256"}',
    '{"alg":"HS256","typ":"JWT","kid":"test-HS256","cty":"json"}',
    '{"alg":"HS256","b64":false,"crit":["b64"]}',
    '{"alg":"HS256","b64":true,"crit":["b64","https://example.com/ext"],"https://example.com/ext":1}',
    '{"alg":"HS256","jwk":{"kty":"oct","k":"AA"},"jku":"https://example.com","x5u":"https://example.com"}',
    '{"alg":"HS256","x5c":["MA=="],"x5t":"AA","x5t#S256":"AA"}',
    '{"alg":"none"}',
    '{"alg":"ES256","kid":"test-ES256"}',
  ],
  words: [...headerWords, ...algorithmWords],
  async read(o, input) {
    const token = signed(input, payload, memberOf(input, 'b64') === false)
    const options = { algorithms: ['HS256', 'ES256'], crit: ['https://example.com/ext'] } as const
    const verified = await o.verify(token, verifying, options)
    const headers = Object.fromEntries(Object.entries(verified.header).filter(([name]) => name !== 'alg'))
    if (!Object.hasOwn(headers, 'crit')) {
      const again = await o.sign(payload, verifying.keys[0], { algorithm: 'HS256', headers })
      const { header } = await o.verify(again, verifying, options)
      same('A header', verified.header, header)
    }
    return { verified: told(verified), claims: await attempt(() => o.decode(token, verifying, options)) }
  },
}

import { same, type Target } from '../target.ts'
import { claimWords } from '../words.ts'
import { signed, verifying } from './tokens.ts'
import { attempt } from './told.ts'

const header = Buffer.from('{"alg":"HS256"}')
const clock = (): number => 1_800_000_000

/** The payload of a JWT whose MAC is good. Claims that were accepted are accepted again when the library writes them. */
export const target: Target = {
  seeds: () => [
    '{"sub":"alice"}',
    '{"iss":"https://issuer.example","sub":"alice","aud":"api","exp":1800000100,"nbf":1799999900,"iat":1799999900,"jti":"1"}',
    '{"iss":"https://issuer.example","aud":["api","other"],"exp":1.8e9,"iat":1800000000.5}',
    '{"aud":[],"exp":"1","nbf":null,"iat":-1,"at_hash":"77QmUPtjPfzWtF2AnpK9RQ"}',
    '{"__proto__":{"admin":true},"a":{"b":[{"c":1}]},"text":"\\ud83d\\ude00"}',
  ],
  words: claimWords,
  async read(o, input) {
    const token = signed(header, input)
    const [key] = verifying.keys
    const plain = { algorithms: ['HS256'], clock, options: { verifyAud: false, verifyAtHash: false } } as const
    const strict = {
      ...{ algorithms: ['HS256'], clock, audience: 'api', issuer: 'https://issuer.example', maxAge: 600, leeway: 5 },
      ...{ accessToken: 'jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y' },
    } as const
    return {
      plain: await attempt(async () => {
        const claims = await o.decode(token, key, plain)
        const again = await o.encode(claims, key, { algorithm: 'HS256' })
        same('Claims', claims, await o.decode(again, key, plain))
        return claims
      }),
      strict: await attempt(() => o.decode(token, key, strict)),
      unverified: await attempt(() => o.jose.jwt.getUnverifiedClaims(token)),
    }
  },
}

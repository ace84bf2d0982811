import { type Target, textOf } from '../target.ts'
import { tokensOf } from '../vectors.ts'
import { algorithmWords, headerWords } from '../words.ts'
import { decrypting, encrypted, managements, signed, verifying } from './tokens.ts'
import { attempt, told } from './told.ts'

/** Any text where a compact token is expected: signed, encrypted, as a JWT, verified and not. */
export const target: Target = {
  seeds: () => [
    ...[...tokensOf('tokens', 'compact'), ...tokensOf('encrypted', 'compact')].filter(({ length }) => length < 2000),
    signed(Buffer.from('{"alg":"HS256"}'), Buffer.from('{"a":1}')),
    signed(Buffer.from('{"alg":"HS256","b64":false,"crit":["b64"]}'), Buffer.from('plain'), true),
    encrypted(Buffer.from('{"alg":"dir","enc":"A256GCM"}'), Buffer.from('{"a":1}')),
    encrypted(Buffer.from('{"alg":"dir","enc":"A256GCM","zip":"DEF"}'), Buffer.from('{"a":1}'), true),
  ],
  words: ['eyJ', '..', '.', '=', '\n', '-_', ...[...headerWords, ...algorithmWords].map(base64url)],
  async read(o, input) {
    const text = textOf(input)
    const { jws, jwe, jwt } = o.jose
    return {
      verified: await attempt(async () => told(await o.verify(text, verifying, { algorithms: ['HS256', 'ES256'] }))),
      claims: await attempt(() => o.decode(input, verifying, { algorithms: ['HS256', 'ES256'], clock: () => 1.3e9 })),
      decrypted: await attempt(async () => told(await o.decrypt(text, decrypting, { algorithms: managements }))),
      decryptedClaims: await attempt(() => o.decryptJwt(input, decrypting, { algorithms: managements })),
      headers: await Promise.all([jws, jwe, jwt].map((each) => attempt(() => each.getUnverifiedHeader(text)))),
      payload: await attempt(() => Buffer.from(jws.getUnverifiedPayload(input)).toString('hex')),
      unverified: await attempt(() => jwt.getUnverifiedClaims(text)),
    }
  },
}

function base64url(text: string): string {
  return Buffer.from(text).toString('base64url')
}

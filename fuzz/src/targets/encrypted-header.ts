import type { Target } from '../target.ts'
import { algorithmWords, headerWords } from '../words.ts'
import { decrypting, encrypted, managements, memberOf } from './tokens.ts'
import { attempt, told } from './told.ts'

const plaintext = Buffer.from('{"sub":"alice"}')

/** The header of a JWE whose tag is good, for `dir`; and what its other members ask of the reader. */
export const target: Target = {
  seeds: () => [
    '{"alg":"dir","enc":"A256GCM"}',
    '{"alg":"dir","enc":"A256GCM","zip":"DEF","kid":"enc-256-bits"}',
    '{"alg":"dir","enc":"A256GCM","typ":"JWT","cty":"JWT"}',
    '{"alg":"dir","enc":"A256GCM","crit":["https://example.com/ext"],"https://example.com/ext":{"a":[1]}}',
    '{"alg":"A256GCMKW","enc":"A256GCM","iv":"AAAAAAAAAAAAAAAA","tag":"AAAAAAAAAAAAAAAAAAAAAA"}',
    '{"alg":"PBES2-HS256+A128KW","enc":"A128CBC-HS256","p2c":8,"p2s":"AAAAAAAAAAAA"}',
    `{"alg":"ECDH-ES","enc":"A256GCM","apu":"QQ","apv":"Qg","epk":{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}}`,
  ],
  words: [...headerWords, ...algorithmWords],
  async read(o, input) {
    const token = encrypted(input, plaintext, memberOf(input, 'zip') !== undefined)
    const options = { algorithms: managements, crit: ['https://example.com/ext'] }
    return {
      decrypted: await attempt(async () => told(await o.decrypt(token, decrypting, options))),
      claims: await attempt(() => o.decryptJwt(token, decrypting, options)),
    }
  },
}

import { type Target, textOf } from '../target.ts'
import { tokensOf } from '../vectors.ts'
import { algorithmWords, headerWords } from '../words.ts'
import { decrypting, encrypted, managements } from './tokens.ts'
import { attempt, told } from './told.ts'

/** The text of a JWE in JSON. What is not authenticated of it, the seeds can lose and still decrypt. */
export const target: Target = {
  seeds: () => [
    ...tokensOf('encrypted', 'json').filter(({ length }) => length < 2000),
    flattened('{"alg":"dir","enc":"A256GCM"}', {}),
    flattened('{"enc":"A256GCM"}', { header: { alg: 'dir', kid: 'enc-256-bits' } }),
    flattened('{"enc":"A256GCM","zip":"DEF"}', { unprotected: { alg: 'dir' } }),
    flattened('{"enc":"A256GCM"}', { recipients: [{ header: { alg: 'dir' } }] }),
    flattened('{"enc":"A256GCM"}', {
      recipients: [{ header: { alg: 'A256KW' }, encrypted_key: 'AA' }, { header: {} }],
    }),
  ],
  words: [
    ...[
      '"protected":',
      '"unprotected":',
      '"header":',
      '"encrypted_key":',
      '"iv":',
      '"ciphertext":',
      '"tag":',
      '"aad":',
    ],
    ...['"recipients":', ...headerWords, ...algorithmWords],
  ],
  async read(o, input) {
    const token = o.jose.jwe.parse(textOf(input))
    return {
      decrypted: await attempt(async () => {
        const result = await o.decrypt(token, decrypting, { algorithms: managements })
        return [told(result), result.aad && Buffer.from(result.aad).toString('hex')]
      }),
      header: await attempt(() => o.jose.jwe.getUnverifiedHeader(token)),
    }
  },
}

function flattened(header: string, others: object): string {
  const token = encrypted(Buffer.from(header), Buffer.from('{"a":1}'), header.includes('zip'))
  const [inside, , iv, ciphertext, tag] = token.split('.')
  return JSON.stringify({ protected: inside, iv, ciphertext, tag, ...others })
}

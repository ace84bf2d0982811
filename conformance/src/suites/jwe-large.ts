import { JWEParseError } from '@jose/core'
import { equal, refuses } from '../assert.ts'
import type { Suite } from '../suite.ts'
import { failsToDecrypt, flattened, secretOf } from './jwe-craft.ts'
import { needAlgorithms } from './test-keys.ts'

/** More than core encodes or decodes at a time, and no multiple of anything. */
const length = 3 * 2 ** 18 + 7

/** Content that goes in parts, so that the event loop turns. */
export const jweLarge: Suite = (o, it) => {
  for (const encryption of ['A256GCM', 'A128CBC-HS256']) {
    it(`${encryption}: large content comes back as it was, and is refused with anything changed`, async () => {
      needAlgorithms(o, encryption)
      const key = secretOf(32)
      const plaintext = Uint8Array.from({ length }, (_, index) => (index * 31 + (index >> 8)) & 255)
      const token = await o.encrypt(plaintext, key, { encryption })
      const [head, , iv, ciphertext, tag] = token.split('.') as [string, string, string, string, string]
      const read = (await o.decrypt(token, key)).plaintext
      equal([read.length, read.every((octet, index) => octet === plaintext[index])], [length, true])
      equal((await o.decrypt(flattened(token), key)).plaintext.length, length)
      const at = 2 ** 20
      for (const place of [0, at - 1, at, ciphertext.length - 4]) {
        const other = ciphertext[place] === 'A' ? 'B' : 'A'
        const changed = `${ciphertext.slice(0, place)}${other}${ciphertext.slice(place + 1)}`
        await failsToDecrypt(o, `${head}..${iv}.${changed}.${tag}`, key)
        for (const bad of ['=', ' ', '+', 'é']) {
          const malformed = `${ciphertext.slice(0, place)}${bad}${ciphertext.slice(place + 1)}`
          await refuses(() => o.decrypt(`${head}..${iv}.${malformed}.${tag}`, key), { is: JWEParseError })
        }
      }
    })
  }
}

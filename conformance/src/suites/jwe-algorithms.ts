import { base64url, UnsupportedAlgorithmError } from '@jose/core'
import { equal, ok, refuses } from '../assert.ts'
import type { Operations } from '../modes.ts'
import { skip } from '../skip.ts'
import type { Suite } from '../suite.ts'
import { flipped, octetsOf, replaced, utf8 } from './craft.ts'
import { encs, failsToDecrypt } from './jwe-craft.ts'
import { hasRecipe, needRecipe, type Recipe, recipes } from './jwe-recipes.ts'

/** Every key management algorithm, with each kind of key, and every content encryption. */
export const jweAlgorithms: Suite = (o, it) => {
  for (const recipe of recipes) {
    const { algorithm, kind, options, accept } = recipe
    for (const enc of encs) {
      it(`${algorithm} with ${kind}, ${enc}: decrypts what it encrypts`, async () => {
        await refuseLacking(o, recipe, enc)
        needRecipe(o, recipe, enc)
        const { write, read } = recipe.keys(enc)
        const token = await o.encrypt('Zoë 🎉', write, { ...options, encryption: enc })
        const { header, text, aad, key } = await o.decrypt(token, read, accept)
        equal([text(), header.alg, header.enc, aad], ['Zoë 🎉', algorithm, enc, undefined])
        ok(key.type !== 'public', 'the key that decrypted')
        equal(octetsOf(token)[1]?.length === 0, algorithm === 'dir' || algorithm === 'ECDH-ES', 'no encrypted key')
      })
    }
    for (const enc of ['A128GCM', 'A128CBC-HS256']) {
      it(`${algorithm} with ${kind}, ${enc}: a bit changed anywhere is one and the same failure`, async () => {
        needRecipe(o, recipe, enc)
        const { write, read } = recipe.keys(enc)
        const token = await o.encrypt('x', write, { ...options, encryption: enc })
        const parts = octetsOf(token)
        for (const [index, octets] of parts.entries()) {
          if (index === 0) await failsToDecrypt(o, replaced(token, 0, joinedSpace(octets)), read, accept)
          else if (octets.length > 0) await failsToDecrypt(o, replaced(token, index, flipped(octets, 0)), read, accept)
        }
      })
    }
  }
  it('two tokens of one text are never alike', async () => {
    if (!o.jose.supports('A256GCM')) skip(`${o.backend.name} has no A256GCM`)
    const key = new Uint8Array(32).fill(1)
    // Long enough that chance makes no two ciphertexts alike.
    const text = 'a text of some length'
    const tokens = [await o.encrypt(text, key), await o.encrypt(text, key)] as const
    for (const index of [2, 3, 4]) ok(tokens[0].split('.')[index] !== tokens[1].split('.')[index], 'other octets')
  })
}

/** The same header with a space behind it: other octets, which are authenticated. */
function joinedSpace(octets: Uint8Array): Uint8Array {
  return Uint8Array.from([...octets, 0x20])
}

/** What the backend lacks is refused as unsupported, both ways. */
async function refuseLacking(o: Operations, recipe: Recipe, enc: string): Promise<void> {
  if (hasRecipe(o, recipe) && o.jose.supports(enc)) return
  const { algorithm, options, accept } = recipe
  const { write, read } = recipe.keys(enc)
  const refusal = { is: UnsupportedAlgorithmError, code: 'ERR_ALGORITHM_UNSUPPORTED' }
  await refuses(() => o.encrypt('x', write, { ...options, encryption: enc }), refusal)
  const epk = recipe.curve === undefined ? {} : { epk: write }
  const header = { alg: algorithm, enc, ...epk, p2s: 'AAAAAAAAAAAAAAAAAAAAAA', p2c: 1000 }
  const gcm = algorithm.endsWith('GCMKW') ? { iv: base64url.encode(new Uint8Array(12)), tag: header.p2s } : {}
  const sizes = enc.includes('GCM') ? [12, 16] : [16, Number(enc.slice(-3)) / 16]
  const key = algorithm === 'dir' || algorithm === 'ECDH-ES' ? 0 : 40
  const token = [
    utf8(JSON.stringify({ ...header, ...gcm })),
    ...[key, sizes[0], 16, sizes[1]].map((n) => new Uint8Array(n as number)),
  ]
  await refuses(() => o.decrypt(token.map((each) => base64url.encode(each)).join('.'), read, accept), refusal)
}

import { equal, refuses } from '../assert.ts'
import type { Operations } from '../modes.ts'
import type { It } from '../suite.ts'
import { flipped, octetsOf, replaced } from '../suites/craft.ts'
import { encs } from '../suites/jwe-craft.ts'
import { hasRecipe, type Recipe, recipes } from '../suites/jwe-recipes.ts'
import { skipLacking } from '../suites/test-keys.ts'

/** What one backend encrypts, another decrypts, in each of its modes. */
export function matrixEncryption(writer: Operations, readers: readonly Operations[], it: It): void {
  for (const recipe of recipes) {
    for (const enc of encs) {
      it(`${recipe.algorithm} with ${recipe.kind}, ${enc}`, async () => {
        for (const o of [writer, ...readers]) {
          if (!hasRecipe(o, recipe)) skipLacking(o, recipe.curve ?? recipe.algorithm)
          if (!o.jose.supports(enc)) skipLacking(o, enc)
        }
        await travels(writer, readers, recipe, enc)
      })
    }
  }
}

async function travels(
  writer: Operations,
  readers: readonly Operations[],
  { keys, options, accept }: Recipe,
  enc: string,
): Promise<void> {
  const { write, read } = keys(enc)
  const parties = { apu: 'Alice', apv: Uint8Array.of(0, 255) }
  const token = await writer.encrypt('Zoë 日本', write, { ...options, ...parties, encryption: enc, zip: 'DEF' })
  const general = await writer.encryptGeneral('Zoë', [{ key: write, ...options, ...parties }], {
    encryption: enc,
    aad: 'x',
  })
  for (const o of readers) {
    equal((await o.decrypt(token, read, accept)).text(), 'Zoë 日本')
    equal((await o.decrypt(general, read, accept)).text(), 'Zoë')
    const bad = replaced(token, 4, flipped(octetsOf(token)[4] as Uint8Array))
    await refuses(() => o.decrypt(bad, read, accept), { code: 'ERR_JWE_DECRYPTION' })
  }
}

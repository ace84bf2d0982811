import { testKeys } from '../../../conformance/src/suites/test-keys.ts'
import { same, type Target, textOf } from '../target.ts'
import { vectors } from '../vectors.ts'
import { algorithmWords, jwkWords } from '../words.ts'
import { partsOf } from './key-parts.ts'

/** The JSON text of a JWK. What is a key, comes out of its own JWK the same. */
export const target: Target = {
  seeds: () => [
    ...Object.values(testKeys).flatMap((pair) =>
      [pair.private, pair.public].flatMap((jwk) => JSON.stringify(jwk) ?? []),
    ),
    ...vectors('primitives/keys').keys.map(({ key }: { readonly key: unknown }) => JSON.stringify(key)),
    JSON.stringify({ ...testKeys.RS256.public, use: 'sig', key_ops: ['verify'], alg: 'RS256', x5c: ['MA=='] }),
    JSON.stringify({ ...testKeys.ES256.private, use: 'enc', key_ops: ['deriveKey', 'deriveBits'], alg: 'ECDH-ES' }),
  ],
  words: [...jwkWords, ...algorithmWords],
  async read(o, input) {
    const parts = await partsOf(await o.construct(textOf(input)))
    same('A key by its JWK', parts.jwk, (await partsOf(await o.construct(parts.jwk))).jwk)
    return { ...parts, thumbprint: await o.thumbprint(parts.jwk) }
  },
}

import type { DecryptOptions } from '@jose/core'
import type { Operations } from '../modes.ts'
import { flipped, octetsOf, replaced } from '../suites/craft.ts'
import { joined } from '../suites/der.ts'
import { cekBytes, encs, secretOf } from '../suites/jwe-craft.ts'
import { agreementKeys, hasRecipe, type Recipe, recipes } from '../suites/jwe-recipes.ts'
import { testKeys } from '../suites/test-keys.ts'
import { rsaExponent3 } from '../suites/weak-keys.ts'
import type { BadInput, Call } from './verdicts.ts'

const segments = ['header', 'encrypted key', 'initialization vector', 'ciphertext', 'tag'] as const

const changes: { readonly [what: string]: (octets: Uint8Array) => Uint8Array } = {
  'its first bit changed': (octets) => flipped(octets, 0),
  'its last bit changed': (octets) => flipped(octets),
  'no octet': () => new Uint8Array(0),
  'one octet': () => secretOf(1),
  'half of it': (octets) => octets.slice(0, octets.length >> 1),
  'the last octet missing': (octets) => octets.slice(0, -1),
  'the first octet missing': (octets) => octets.slice(1),
  'four octets missing': (octets) => octets.slice(0, -4),
  'a zero in front': (octets) => joined([0], octets),
  'a zero behind': (octets) => joined(octets, [0]),
  'eight octets more': (octets) => joined(octets, secretOf(8)),
  'twice the same': (octets) => joined(octets, octets),
  'zeros alone': (octets) => new Uint8Array(octets.length),
  'ones alone': (octets) => new Uint8Array(octets.length).fill(255),
  'its octets in reverse': (octets) => octets.slice().reverse(),
  'eight octets': () => secretOf(8),
  'twelve octets': () => secretOf(12),
  'sixteen octets': () => secretOf(16),
}

/** Tokens that nobody encrypted, or not for this key: by each algorithm of key management, and by each of content encryption. */
export function badEncryption(): readonly BadInput[] {
  return recipes.flatMap((recipe) => {
    const isDirect = recipe.algorithm === 'dir'
    // How the content is encrypted is the same under every algorithm.
    return (isDirect ? encs : ['A256GCM']).flatMap((enc) => {
      const title = `${recipe.algorithm} with ${recipe.kind}, ${enc}`
      const places = isDirect ? [1, 2, 3, 4] : recipe.algorithm.startsWith('ECDH-ES+') ? [1] : [1, 4]
      return [
        ...places.map((at) =>
          row(`${title}: another ${segments[at]}`, recipe, enc, (token, read) => {
            const part = octetsOf(token)[at] as Uint8Array
            const made = Object.values(changes).map((change) => change(part))
            return made.filter((octets) => !isSame(octets, part)).map((octets) => [replaced(token, at, octets), read])
          }),
        ),
        row(`${title}: another key`, recipe, enc, (token, _, others) => others.map((key) => [token, key])),
        row(`${title}: a key of another kind`, recipe, enc, (token) =>
          [testKeys.RS256.private, testKeys.ES256.private, testKeys.RS256.public, secretOf(17), 'a text']
            .filter((key) => !isFit(recipe, key))
            .flatMap((key) => [key, [key], { keys: [key] }])
            .map((key) => [token, key]),
        ),
      ]
    })
  })
}

/** The token, read as a JWE and as an encrypted JWT. */
export function readings(o: Operations, token: unknown, key: unknown, options: DecryptOptions): readonly Call[] {
  return [() => o.decrypt(token, key, options), () => o.decryptJwt(token, key, options)]
}

function row(
  title: string,
  recipe: Recipe,
  enc: string,
  tokens: (
    token: string,
    read: unknown,
    others: readonly unknown[],
  ) => readonly (readonly [token: string, key: unknown])[],
): BadInput {
  return {
    title,
    needs: `${recipe.algorithm} with ${recipe.kind} and ${enc}`,
    isAble: (o) => hasRecipe(o, recipe) && o.jose.supports(enc),
    prepare: async (first) => {
      const { write, read } = recipe.keys(enc)
      const token = await first.encryptJwt({ sub: 'me' }, write, { ...recipe.options, encryption: enc })
      const bad = tokens(token, read, await othersOf(first, recipe, enc))
      return (o) =>
        bad.flatMap(([each, key]) =>
          recipe.algorithm === 'dir'
            ? readings(o, each, key, recipe.accept)
            : [() => o.decrypt(each, key, recipe.accept)],
        )
    },
  }
}

/** Keys that would do, and are others. */
async function othersOf(o: Operations, { algorithm, curve }: Recipe, enc: string): Promise<readonly unknown[]> {
  if (algorithm === 'dir') return [secretOf(cekBytes(enc)).reverse(), new Uint8Array(cekBytes(enc))]
  if (algorithm.startsWith('RSA')) return [rsaExponent3, [rsaExponent3, rsaExponent3]]
  if (algorithm.startsWith('PBES2')) return ['another password', ['one', 'two']]
  if (curve !== undefined) {
    const same = await (await o.generate(algorithm, { curve })).toJwk({ private: true })
    const other = agreementKeys[curve === 'P-256' ? 'P-384' : 'P-256']?.private
    return [same, [same], other, [other, same]]
  }
  const length = Number(algorithm.slice(1, 4)) / 8
  return [secretOf(length).reverse(), [new Uint8Array(length)]]
}

function isFit({ algorithm, kind, curve }: Recipe, key: unknown): boolean {
  // Whatever is a secret is a password, right or wrong.
  if (algorithm.startsWith('PBES2') && (typeof key === 'string' || key instanceof Uint8Array)) return true
  if (key === testKeys.RS256.private) return kind === 'RSA'
  return key === testKeys.ES256.private && curve === 'P-256'
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((octet, index) => octet === other[index])
}

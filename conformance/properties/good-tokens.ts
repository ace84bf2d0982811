import type { DecryptOptions } from '@jose/core'
import type { Operations } from '../src/modes.ts'
import { secret } from '../src/suites/craft.ts'
import { encs, flattened } from '../src/suites/jwe-craft.ts'
import { hasRecipe, type Recipe, recipes } from '../src/suites/jwe-recipes.ts'
import { hasSigner, type KeyName, signers, testKeys, verifierOf } from '../src/suites/test-keys.ts'
import { writer } from './cells.ts'

/** A token that is good, in its compact form and as an object, and how it is read. */
export interface GoodToken {
  readonly title: string
  readonly compact: string
  readonly json: { readonly [member: string]: unknown }
  isAble(o: Operations): boolean
  /** The content, where the token is good. */
  read(o: Operations, token: unknown): Promise<string>
}

/** What all of them say: ASCII, as one of them is not base64url. */
export const content = 'what was written'

/** Those that cost little to look at: by secrets. */
export async function cheapTokens(): Promise<readonly GoodToken[]> {
  const hmacs = signers.filter(([algorithm]) => algorithm.startsWith('HS'))
  const shared = recipes.filter(({ algorithm }) => algorithm === 'dir' || /^A\d+(GCM)?KW$/.test(algorithm))
  const encrypted = shared.flatMap((recipe) =>
    (recipe.algorithm === 'dir' ? encs : ['A128GCM', 'A128CBC-HS256']).map((enc) => encryptedToken(recipe, enc)),
  )
  return Promise.all([
    ...hmacs.flatMap(([algorithm, name]) => [signedToken(algorithm, name), claimsToken(algorithm, name)]),
    unencodedToken(),
    ...encrypted,
    encryptedToken(shared[0] as Recipe, 'A256GCM', true),
  ])
}

/** Those by key pairs and passwords. */
export async function dearTokens(): Promise<readonly GoodToken[]> {
  const pairs = signers.filter(([algorithm]) => !algorithm.startsWith('HS'))
  const asymmetric = recipes.filter(({ algorithm }) => /^(RSA|ECDH|PBES2)/.test(algorithm))
  return Promise.all([
    ...pairs.map(([algorithm, name]) => signedToken(algorithm, name)),
    ...asymmetric.map((recipe) => encryptedToken(recipe, 'A128GCM')),
  ])
}

async function signedToken(algorithm: string, name: KeyName): Promise<GoodToken> {
  const key = verifierOf(name)
  const json = await writer.signFlattened(content, { key: testKeys[name].private, algorithm } as never)
  return {
    title: `a JWS, ${algorithm} with ${name}`,
    compact: [json.protected, json.payload, json.signature].join('.'),
    json: { ...json },
    isAble: (o) => hasSigner(o, algorithm, name),
    read: async (o, token) => (await o.verify(token, key, { algorithms: [algorithm] } as never)).text(),
  }
}

async function claimsToken(algorithm: string, name: KeyName): Promise<GoodToken> {
  const key = verifierOf(name)
  const compact = await writer.encode({ sub: content, aud: ['a', 'b'], iss: 'me' }, key, { algorithm } as never)
  const options = { algorithms: [algorithm], audience: 'b', issuer: 'me' } as never
  return {
    title: `a JWT, ${algorithm}`,
    compact,
    json: flattenedJws(compact),
    isAble: () => true,
    read: async (o, token) => (await o.decode(token, key, options)).sub,
  }
}

async function unencodedToken(): Promise<GoodToken> {
  const compact = await writer.sign(content, secret, { b64: false })
  return {
    title: 'a JWS that is not base64url',
    compact,
    json: flattenedJws(compact),
    isAble: () => true,
    read: async (o, token) => (await o.verify(token, secret, { algorithms: ['HS256'] })).text(),
  }
}

async function encryptedToken(recipe: Recipe, encryption: string, isClaims = false): Promise<GoodToken> {
  const { write, read } = recipe.keys(encryption)
  const options = { ...recipe.options, encryption } as never
  const accept: DecryptOptions = recipe.accept
  const compact = isClaims
    ? await writer.encryptJwt({ sub: content }, write, options)
    : await writer.encrypt(content, write, options)
  return {
    title: `${isClaims ? 'an encrypted JWT' : 'a JWE'}, ${recipe.algorithm} with ${recipe.kind}, ${encryption}`,
    compact,
    json: flattened(compact),
    isAble: (o) => hasRecipe(o, recipe) && o.jose.supports(encryption as never),
    read: async (o, token) =>
      isClaims ? (await o.decryptJwt(token, read, accept)).sub : (await o.decrypt(token, read, accept)).text(),
  }
}

function flattenedJws(compact: string): { readonly [member: string]: unknown } {
  const [head, payload, signature] = compact.split('.')
  return { protected: head, payload, signature }
}

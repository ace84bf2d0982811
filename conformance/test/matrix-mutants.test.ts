import { matrix } from '@jose/conformance'
import type { Backend } from '@jose/core'
import { describe, expect, it } from 'vitest'
import { encryptionMutants } from './mutants/encryption.ts'
import { altering, node } from './mutants/mutant.ts'
import { signatureMutants } from './mutants/signatures.ts'

const timeout = 120_000

/** The groups that fail, and the names of what failed, among cases whose name has one of the words. */
async function failuresOf(backends: readonly Backend[], words: RegExp): Promise<readonly string[]> {
  const failed: string[] = []
  const cases: { readonly name: string; readonly body: () => unknown }[] = []
  let group = ''
  matrix(backends, {
    describe(name, body) {
      group = name
      body()
    },
    it: (title, body) => cases.push({ name: `${group}: ${title}`, body }),
  })
  for (const { name, body } of cases.filter((each) => words.test(each.name))) {
    try {
      await body()
    } catch (error) {
      failed.push(`${name}: ${(error as Error).message}`)
    }
  }
  return failed
}

const mutant = (what: string): Backend => {
  const found = [...signatureMutants, ...encryptionMutants].find((each) => each.what === what)
  if (found === undefined) throw new Error(`no mutant '${what}'`)
  return { ...found.backend, name: 'mutant' }
}

describe('a matrix', () => {
  it('passes for two that are alike', { timeout }, async () => {
    expect(await failuresOf([node, { ...node, name: 'other' }], /ES256|Ed25519|HS256|RS256|PS256|secp/)).toEqual([])
  })
  it('finds who accepts what the other refuses, whoever comes first', { timeout }, async () => {
    const wrong = mutant('every signature is good')
    for (const backends of [
      [node, wrong],
      [wrong, node],
    ]) {
      const failed = await failuresOf(backends, /one verdict: ES256 with the ES256 key: a signature that is/)
      // Signatures of another length, core refuses for both.
      expect(failed.length).toBeGreaterThanOrEqual(5)
    }
    const both = await failuresOf([wrong, { ...wrong, name: 'other' }], /one verdict: ES256 with.*zeros alone/)
    expect(both).toEqual([expect.stringContaining('mutant async accepts it')])
  })
  it('finds an error of the platform’s own, which is no verdict', { timeout }, async () => {
    const failed = await failuresOf(
      [node, mutant('verify throws for a signature that is not good')],
      /verdict: ES256 with.*zeros alone/,
    )
    expect(failed.length).toBe(1)
  })
  it('finds signatures that only their maker understands', { timeout }, async () => {
    const failed = await failuresOf(
      [node, mutant('PSS masks with SHA-1, both ways')],
      /PS256 with the RS256 key, a test key/,
    )
    expect(failed.map((name) => name.split(':')[0])).toEqual([
      'node signs, mutant verifies',
      'mutant signs, node verifies',
    ])
    const modes = await failuresOf(
      [node, { ...mutant('sync and async disagree: sync verifies everything') }],
      /signs.*ES256 with the ES256 key, a test key/,
    )
    expect(modes.map((name) => name.split(':')[0])).toEqual(['node signs, mutant verifies'])
  })
  it('finds content keys that only their maker understands', { timeout }, async () => {
    const failed = await failuresOf(
      [node, mutant('RSA-OAEP is always that of SHA-1')],
      /crypts: RSA-OAEP(-256)? with RSA, A256GCM/,
    )
    expect(failed.map((name) => name.split(':', 2).join())).toEqual([
      'node encrypts, mutant decrypts, RSA-OAEP-256 with RSA, A256GCM',
      'mutant encrypts, node decrypts, RSA-OAEP-256 with RSA, A256GCM',
    ])
  })
  it('finds keys that come out otherwise', { timeout }, async () => {
    const other: Backend = {
      ...altering(({ exportKey }) => ({
        exportKey(key) {
          const material = exportKey(key)
          return material.kty === 'RSA' && material.private
            ? { ...material, private: { ...material.private, qi: material.private.dq } }
            : material
        },
      })),
      name: 'other',
    }
    const failed = await failuresOf([node, other], /RS256 with the RS256 key, that/)
    expect(failed.map((name) => name.split(':')[0])).toEqual(['node signs, other verifies'])
  })
  it('finds who decrypts what the other refuses, or says more about it', { timeout }, async () => {
    const rows = (algorithm: string): RegExp => new RegExp(`one verdict: ${algorithm} with a secret[^,]*, A256GCM`)
    const found = (failed: readonly string[]): readonly string[] =>
      failed.map((name) => /A256GCM: (another [a-z ]+)/.exec(name)?.[1] ?? name)
    for (const algorithm of ['dir', 'A128KW'])
      expect(await failuresOf([node, { ...node, name: 'other' }], rows(algorithm))).toEqual([])
    const lax = mutant('the GCM tag is not looked at')
    // What has another length, core refuses for both.
    expect(found(await failuresOf([node, lax], rows('dir')))).toEqual(
      ['initialization vector', 'ciphertext', 'tag', 'key'].map((what) => `another ${what}`),
    )
    const loud = mutant('unwrap throws for what does not unwrap')
    expect(found(await failuresOf([node, loud], rows('A128KW')))).toEqual(['another encrypted key', 'another key'])
  })
  it('needs two backends, of different names', () => {
    const runner = { describe: () => {}, it: () => {} }
    for (const backends of [[], [node], [node, node], [node, { ...node }]]) {
      expect(() => matrix(backends, runner)).toThrow(TypeError)
    }
  })
})

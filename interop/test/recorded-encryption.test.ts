/** The recorded encrypted tokens: every one decrypted, or refused for its reason, on each backend. */
import { readdirSync, readFileSync } from 'node:fs'
import type { FlattenedJWE, GeneralJWE } from '@jose/core'
import { contentEncryptions, keyManagementAlgorithms } from '@jose/core'
import { describe, expect, it } from 'vitest'
import type { JWK } from '../src/index.ts'
import { backends } from './backends.ts'

interface Recorded {
  readonly name: string
  readonly serialization: string
  readonly algorithm: string
  readonly encryption: string
  readonly token: string | FlattenedJWE | GeneralJWE
  readonly key: { readonly jwk: JWK }
  readonly header: object
  readonly payload: string
  readonly aad?: string
  readonly refused?: string
}

const directory = new URL('../../conformance/vectors/peers/encrypted/', import.meta.url)
const files = readdirSync(directory).map((file) => JSON.parse(readFileSync(new URL(file, directory), 'utf8')))
const recordings = files as readonly { readonly source: string; readonly encrypted: readonly Recorded[] }[]

for (const { source, encrypted } of recordings) {
  const good = encrypted.filter(({ refused }) => refused === undefined)
  const bad = encrypted.filter(({ refused }) => refused !== undefined)

  describe(source, () => {
    for (const { name, jwe, has } of backends) {
      const own = good.filter(({ algorithm, key }) => has({ algorithm, keyName: String(key.jwk.crv) }))
      it(`${own.length} tokens are decrypted by ${name}, to the recorded header and plaintext`, {
        timeout: 30_000,
      }, async () => {
        for (const { name, token, key, algorithm, encryption, header, payload, aad } of own) {
          const options = { algorithms: [algorithm], encryptions: [encryption] }
          const decrypted = await jwe.decrypt(token, key.jwk, options)
          expect(decrypted.text(), name).toBe(payload)
          expect(decrypted.header, name).toEqual(header)
          expect(decrypted.aad, name).toEqual(aad === undefined ? undefined : new TextEncoder().encode(aad))
        }
        // RSA1_5 is all that any backend lacks.
        expect(good.filter((one) => !own.includes(one) && one.algorithm !== 'RSA1_5')).toEqual([])
      })

      if (bad.length === 0) continue
      it(`tokens not to the RFCs are refused by ${name}`, async () => {
        for (const { token, key, algorithm, refused } of bad.filter(
          (one) => name !== 'webcrypto' || one.algorithm !== 'RSA1_5',
        )) {
          const message = refused?.includes('GCM')
            ? 'The initialization vector must have 12 bytes (RFC 7518 §5); it has 16'
            : 'The content is not one raw DEFLATE stream (RFC 7516 §4.1.3)'
          const decrypted = jwe.decrypt(token, key.jwk, { algorithms: [algorithm] })
          await expect(decrypted).rejects.toMatchObject({ code: 'ERR_JWE_INVALID', message })
        }
      })
    }
  })
}

it('together they have every algorithm, every encryption and every serialization', () => {
  const all = recordings.flatMap(({ encrypted }) => encrypted)
  const names = (member: 'algorithm' | 'encryption' | 'serialization'): string[] =>
    [...new Set(all.map((one) => one[member]))].toSorted()
  expect(names('algorithm')).toEqual(Object.keys(keyManagementAlgorithms).toSorted())
  expect(names('encryption')).toEqual(Object.keys(contentEncryptions).toSorted())
  expect(names('serialization')).toEqual(['compact', 'flattened', 'general'])
})

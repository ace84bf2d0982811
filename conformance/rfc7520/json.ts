import type { JsonObject, JWK } from '@jose/core'
import { base64url, JOSEError } from '@jose/core'
import { expect, it, type TestContext } from 'vitest'
import type { Operations } from '../src/modes.ts'
import { type Example, type JsonForm, type Signing, type Step, signingsOf } from './vectors.ts'

export type Needing = (context: TestContext, o: Operations, algorithm: string, key?: JWK) => Promise<void>

/** Its tokens do not have the header that it prints. */
const withoutCrit = 'rfc7797/4.2.hmac-sha2_b64_false.json'

/** The JSON forms of an example of signing. */
export function registerJson(o: Operations, example: Example, needing: Needing): void {
  const { name, input, reproducible, output } = example
  const steps = [example.signing].flat() as readonly Step[]
  const signings = signingsOf(example)
  const keys = { keys: signings.map(({ key }) => key) }
  const algorithms = signings.map(({ algorithm }) => algorithm)
  for (const form of ['json', 'json_flat'] as const) {
    const token = output[form]
    if (token === undefined) continue
    if (name === withoutCrit) {
      it(`${name}: ${form}, does not list b64 in crit, and is refused (RFC 7797 §6)`, async () => {
        await expect(o.verify(token, keys, { algorithms })).rejects.toMatchObject({ code: 'ERR_CRIT' })
      })
      continue
    }
    const beside = token.payload === undefined ? { payload: input.payload } : {}
    for (const [index, { key, algorithm }] of signings.entries()) {
      it(`${name}: ${form}, ${algorithm}, verifies, and tells which signature it was`, async (context) => {
        await needing(context, o, algorithm, key)
        const { signatures, header, text } = await o.verify(token, key, { algorithms: [algorithm], ...beside })
        const { protected: inside, unprotected } = steps[index] as Step
        expect(signatures?.map((each) => each.index)).toEqual([index])
        expect([header, text()]).toEqual([{ ...inside, ...unprotected }, input.payload])
        await expect(o.verify(changed(token), key, { algorithms: [algorithm], ...besides(beside) })).rejects.toThrow(
          JOSEError,
        )
      })
    }
    it(`${name}: ${form}, all signatures verify`, async (context) => {
      for (const { key, algorithm } of signings) await needing(context, o, algorithm, key)
      const { signatures } = await o.verify(token, keys, { algorithms, ...beside, require: 'all' })
      expect(signatures?.length).toBe(signings.length)
    })
    const [step] = steps as readonly [Step]
    // The library protects `alg`, always.
    if (reproducible !== true || step.protected === undefined) continue
    it(`${name}: ${form} is signed again byte for byte`, async (context) => {
      const [{ key, algorithm }] = signings as readonly [Signing]
      await needing(context, o, algorithm, key)
      const { alg: _, b64 = true, crit: __, ...inside } = step.protected as JsonObject
      const signer = { key, algorithm, protected: inside, header: step.unprotected }
      const options = { detached: token.payload === undefined, b64: b64 as boolean }
      const again =
        form === 'json'
          ? o.signGeneral(input.payload, [signer], options)
          : o.signFlattened(input.payload, signer, options)
      expect(await again).toEqual(token)
    })
  }
}

function changed(token: JsonForm): JsonForm {
  return token.payload === undefined ? token : { ...token, payload: base64url.encode('another payload') }
}

function besides(beside: { readonly payload?: string }): { readonly payload?: string } {
  return beside.payload === undefined ? {} : { payload: `${beside.payload} ` }
}

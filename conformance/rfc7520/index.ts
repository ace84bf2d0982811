import type { Backend, JWK } from '@jose/core'
import { base64url, JOSEError } from '@jose/core'
import { describe, expect, it, type TestContext } from 'vitest'
import { modesOf, type Operations, readyOf } from '../src/modes.ts'
import { registerEncryption } from './encryption.ts'
import { registerJson } from './json.ts'
import { registerNesting } from './nesting.ts'
import { folder, isThere } from './read.ts'
import { type Example, examples, onlyTheToken, type Signing, signingsOf } from './vectors.ts'

/**
 * The examples of RFC 7520, and those of RFC 7797 and RFC 8037 that the same folder has, as tests of one backend in all
 * its modes. `title` names the backend where its name alone does not.
 */
export function rfc7520(backend: Backend, title: string = backend.name): void {
  if (!isThere) {
    it.skip(`RFC 7520: there is no ${folder}; set JOSE_VECTORS to the folder that holds rfc7520/`, () => {})
    return
  }
  for (const o of modesOf(backend)) {
    describe(`RFC 7520 on ${title}, ${o.mode}`, () => {
      for (const example of examples()) {
        for (const signing of onlyTheToken.includes(example.name) ? [] : signingsOf(example)) {
          registerSigning(o, example, signing)
        }
        if (example.output.compact !== undefined) registerCompact(o, example, example.output.compact)
        registerJson(o, example, needing)
      }
      registerEncryption(o, needing)
      registerNesting(o, needing)
    })
  }
}

/** What was signed and the signature over it, whichever serialization it belongs to. */
function registerSigning(
  o: Operations,
  { name, reproducible }: Example,
  { input, signature, key, algorithm }: Signing,
): void {
  const made = base64url.decode(signature)
  it(`${name}: ${algorithm}, the signature is good, and no other`, async (context) => {
    await needing(context, o, algorithm, key)
    const verifier = await o.construct(key, algorithm)
    expect(await verifier.verify(input, made)).toBe(true)
    expect(await verifier.verify(`${input} `, made)).toBe(false)
    for (const at of [0, made.length >> 1, made.length - 1]) {
      expect(
        await verifier.verify(
          input,
          made.map((octet, index) => (index === at ? octet ^ 1 : octet)),
        ),
      ).toBe(false)
    }
  })
  it(`${name}: ${algorithm}, the key signs ${reproducible ? 'the same' : 'as well'}`, async (context) => {
    await needing(context, o, algorithm, key)
    const signer = await o.construct(key, algorithm)
    const again = await signer.sign(input)
    expect(again.length).toBe(made.length)
    expect(await signer.verify(input, again)).toBe(true)
    if (reproducible) expect(base64url.encode(again)).toBe(signature)
  })
}

function registerCompact(o: Operations, example: Example, compact: string): void {
  const { name, input, signing } = example
  const [{ key, algorithm } = { key: {} as JWK, algorithm: '' }] = signingsOf(example)
  const [head = '', body = '', last = ''] = compact.split('.')
  // A payload that is not encoded is no segment of a token; it comes beside (RFC 7797 §5.2).
  const isDetached = body === '' || body === input.payload
  const token = isDetached ? `${head}..${last}` : compact
  const options = { algorithms: [algorithm], ...(isDetached ? { payload: input.payload } : {}) }
  it(`${name}: ${algorithm}, the token gives the header and the payload`, async (context) => {
    await needing(context, o, algorithm, key)
    const { header, ...jws } = await o.verify(token, key, options)
    expect(header).toMatchObject((Array.isArray(signing) ? signing[0] : signing).protected)
    expect(jws.text()).toBe(input.payload)
  })
  it(`${name}: ${algorithm}, the token is refused with a bit changed, and as another algorithm`, async (context) => {
    await needing(context, o, algorithm, key)
    const changed = [
      `${head.slice(0, -2)}${head.endsWith('Q') ? 'AA' : 'QQ'}.${isDetached ? '' : body}.${last}`,
      `${head}.${isDetached ? '' : body}.${last[0] === 'A' ? 'B' : 'A'}${last.slice(1)}`,
      ...(isDetached ? [] : [`${head}.${body[0] === 'A' ? 'B' : 'A'}${body.slice(1)}.${last}`]),
    ]
    for (const each of changed) await expect(o.verify(each, key, options)).rejects.toThrow(JOSEError)
    const other = algorithm === 'HS256' ? 'HS512' : 'HS256'
    await expect(o.verify(token, key, { ...options, algorithms: [other] })).rejects.toThrow(JOSEError)
  })
}

/** Skips the test of an algorithm that the backend lacks, as soon as it knows. */
async function needing(context: TestContext, o: Operations, algorithm: string, { crv }: JWK = {}): Promise<void> {
  await readyOf(o.backend)
  const has = o.jose.supports(algorithm, crv === undefined ? {} : { curve: crv })
  if (!has) context.skip(`${o.backend.name} has no ${algorithm}`)
}

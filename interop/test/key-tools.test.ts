// Keys that other tools make here and now: read on every backend, and used with the tool that made them, both ways.
import { forgeBackend } from '@jose/backend-forge'
import { nodeBackend } from '@jose/backend-node'
import { webcryptoBackend } from '@jose/backend-webcrypto'
import { createJose, type SigningName } from '@jose/core'
import { describe, expect, it } from 'vitest'
import { type KeyQuestion, keyTools } from '../tools/index.ts'

const backends = [nodeBackend(), webcryptoBackend(), forgeBackend()]
for (const backend of backends) await backend.ready?.()
const joses = backends.map((backend) => ({ name: backend.name, ...createJose(backend) }))
const [data, other] = ['signed by one, verified by the other', 'other data'].map((text) =>
  new TextEncoder().encode(text),
) as [Uint8Array, Uint8Array]
const contentKey = Uint8Array.from({ length: 32 }, (_, index) => index)

/** What a tool is asked, all at once because some take a second to start, and what it is to answer. */
class Questions {
  readonly all: KeyQuestion[] = []
  readonly expected: (readonly [title: string, octets: string])[] = []

  add(title: string, question: KeyQuestion, octets: Uint8Array): void {
    this.all.push(question)
    this.expected.push([title, Buffer.from(octets).toString('hex')])
  }
}

const [good, bad] = [Uint8Array.of(1), Uint8Array.of(0)]

describe.each(keyTools.map((tool) => ({ name: tool.name, tool })))('keys of $name', ({ tool }) => {
  const { encrypts, lack } = tool
  const algorithms = tool.algorithms as readonly SigningName[]

  it('sign, verify, encrypt and decrypt here and there', { timeout: 120_000 }, async (context) => {
    if (lack !== undefined) return context.skip(lack)
    const keys = tool.make([...algorithms, 'RS256'])
    const forEncryption = keys.at(-1) as (typeof keys)[number]
    const [signed, otherSigned] = [tool.signed(data), tool.signed(other)]
    const made = (index: number) => keys[index] as (typeof keys)[number]
    const theirs = tool.answer([
      ...algorithms.map((algorithm, index) => ({ ask: 'sign', algorithm, key: made(index).private, data }) as const),
      ...(encrypts ? [{ ask: 'encrypt', key: forEncryption.public, data: contentKey } as const] : []),
    ])
    const questions = new Questions()

    for (const { name, jwk, supports } of joses) {
      for (const [index, algorithm] of algorithms.entries()) {
        if (!supports(algorithm)) continue
        const key = made(index)
        const title = `${algorithm}, ${name}`
        const [whole, half] = [await jwk.construct(key.private, algorithm), await jwk.construct(key.public, algorithm)]
        expect(await whole.toJwk(), title).toEqual(await half.toJwk())
        const signature = theirs[index] as Uint8Array
        for (const reader of [whole, half]) {
          expect(await reader.verify(signed, signature), title).toBe(true)
          expect(await reader.verify(otherSigned, signature), title).toBe(false)
        }
        const ours = { ask: 'verify', algorithm, key: key.public, signature: await whole.sign(signed) } as const
        questions.add(title, { ...ours, data }, good)
        questions.add(`${title}, other data`, { ...ours, data: other }, bad)
      }
      if (!encrypts) continue
      const [whole, half] = [
        await jwk.construct(forEncryption.private, 'RSA-OAEP-256'),
        await jwk.construct(forEncryption.public, 'RSA-OAEP-256'),
      ]
      expect(Buffer.from(await whole.unwrapKey(theirs.at(-1) as Uint8Array)), name).toEqual(Buffer.from(contentKey))
      const ours = await half.wrapKey(contentKey)
      questions.add(`RSA-OAEP-256, ${name}`, { ask: 'decrypt', key: forEncryption.private, data: ours }, contentKey)
    }
    const answers = tool.answer(questions.all).map((octets) => Buffer.from(octets).toString('hex'))
    expect(questions.expected.map(([title], index) => [title, answers[index]])).toEqual(questions.expected)
    // Each algorithm on each backend; WebCrypto has no ES256K.
    expect(questions.expected.length).toBeGreaterThanOrEqual(2 * (3 * algorithms.length - 1))
  })
})

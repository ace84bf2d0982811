import { ok } from 'node:assert/strict'
import { compactDecrypt } from 'jose'
import { accepts, blaming, type Contender } from '../contender.ts'
import type { Subject } from './subject.ts'

/** What it encrypts, another implementation decrypts. Throws. */
export async function checkEncrypter(contender: Contender, { plaintext, keyObject }: Subject): Promise<void> {
  await blaming(contender, async () => {
    const token = (await contender.call(plaintext)) as string
    const decrypted = await compactDecrypt(token, keyObject.decrypting)
    ok(Buffer.from(plaintext).equals(decrypted.plaintext), 'the plaintext is another')
  })
}

/** It gives the plaintext of the token, and nothing where the tag is another. Throws. */
export async function checkDecrypter(contender: Contender, { token, altered, plaintext }: Subject): Promise<void> {
  await blaming(contender, async () => {
    ok(Buffer.from(plaintext).equals((await contender.call(token)) as Uint8Array), 'the plaintext is another')
    if (await accepts(contender, altered)) throw new Error('an altered token is taken for good')
  })
}

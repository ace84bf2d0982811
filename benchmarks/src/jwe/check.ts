import { compactDecrypt } from 'jose'
import { accepts, blaming, type Contender, mustBeSameOctets } from '../contender.ts'
import type { Subject } from './subject.ts'

/** What it encrypts, another implementation decrypts. Throws. */
export async function checkEncrypter(contender: Contender, { plaintext, key }: Subject): Promise<void> {
  await blaming(contender, async () => {
    const token = (await contender.call(plaintext)) as string
    mustBeSameOctets((await compactDecrypt(token, key.decrypting)).plaintext, plaintext)
  })
}

/** It gives the plaintext of the token, and nothing where the tag is another. Throws. */
export async function checkDecrypter(contender: Contender, { token, altered, plaintext }: Subject): Promise<void> {
  await blaming(contender, async () => {
    mustBeSameOctets((await contender.call(token)) as Uint8Array, plaintext)
    if (await accepts(contender, altered)) throw new Error('an altered token is taken for good')
  })
}

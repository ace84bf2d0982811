// AES-GCM in JavaScript alone, without any token around it.

import { ok } from 'node:assert/strict'
import { createCipheriv, randomBytes } from 'node:crypto'
import { accepts, blaming, type Contender } from '../contender.ts'
import type { Contest, Table } from '../contest.ts'
import { atLeast, oursIn } from '../targets.ts'
import { nodeForge } from './contenders/node-forge.ts'
import { oursOnForge } from './contenders/ours.ts'

export interface Subject {
  readonly key: Uint8Array
  readonly iv: Uint8Array
  readonly additional: Uint8Array
  readonly plaintext: Uint8Array
  /** The tag of 16 bytes behind it. */
  readonly ciphertext: Uint8Array
}

export interface Contenders {
  readonly encrypt: Contender
  readonly decrypt: Contender
}

const sizes = { '300 B': 300, '1 MiB': 1024 * 1024 }

export const aesGcm: readonly Table[] = Object.entries(sizes).map(([size, length]) => async () => {
  const subject = createSubject(length)
  const all = [oursOnForge(subject), nodeForge(subject)]
  const goals = [atLeast(1, oursIn('sync'), { name: 'node-forge', mode: 'sync' })]
  const { plaintext, ciphertext } = subject
  return (['encrypt', 'decrypt'] as const).map((operation): Contest => {
    const [given, expected] = operation === 'encrypt' ? [plaintext, ciphertext] : [ciphertext, plaintext]
    return {
      ...{ subject: `AES-256-GCM ${size} on forge`, operation, goals },
      contenders: all.map((of) => of[operation]),
      input: () => given,
      check: (contender) => check(contender, given, expected, operation === 'decrypt'),
    }
  })
})

function createSubject(length: number): Subject {
  const [key, iv, additional, plaintext] = [32, 12, 40, length].map((bytes) => new Uint8Array(randomBytes(bytes)))
  const subject = { key, iv, additional, plaintext } as Omit<Subject, 'ciphertext'>
  const cipher = createCipheriv('aes-256-gcm', subject.key, subject.iv).setAAD(subject.additional)
  const octets = [cipher.update(subject.plaintext), cipher.final(), cipher.getAuthTag()]
  return { ...subject, ciphertext: new Uint8Array(Buffer.concat(octets)) }
}

/** It gives what node:crypto does, as octets or as a binary string, and nothing where it must notice another tag. Throws. */
async function check(contender: Contender, given: Uint8Array, expected: Uint8Array, notices: boolean): Promise<void> {
  await blaming(contender, async () => {
    const result = (await contender.call(given)) as string | Uint8Array
    ok(Buffer.from(expected).equals(typeof result === 'string' ? Buffer.from(result, 'latin1') : result))
    const altered = given.map((octet, index) => (index === given.length - 1 ? octet ^ 1 : octet))
    if (notices && (await accepts(contender, altered))) throw new Error('another tag is taken for good')
  })
}

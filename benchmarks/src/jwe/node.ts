// This library encrypting, on node:crypto beside others, and for information on its other backends.
import { jwe, jwk } from '@jose/backend-node'
import { gather } from '../contender.ts'
import type { Table } from '../contest.ts'
import { atLeast, type Goal, oursIn } from '../targets.ts'
import { oursAsync, oursSync } from './contenders/ours.ts'
import { type Contenders, contestsOf, kibibyte, mebibyte, titleOf } from './contests.ts'
import { createSubject, type Encryption } from './subject.ts'

const theirs = { name: 'jose', mode: 'async' } as const
const plain = { name: 'raw', mode: 'sync' } as const

export const encryptions: readonly Table[] = [
  table({ algorithm: 'dir', encryption: 'A256GCM' }, kibibyte, [
    atLeast(5, oursIn('sync'), theirs),
    atLeast(3, oursIn('async'), theirs),
  ]),
  table({ algorithm: 'dir', encryption: 'A256GCM' }, 10 * mebibyte, [
    atLeast(0.8, oursIn('sync'), plain),
    atLeast(0.8, oursIn('async'), plain),
  ]),
  table({ algorithm: 'RSA-OAEP-256', encryption: 'A256GCM' }, kibibyte, [atLeast(1, oursIn('async'), theirs)]),
  table({ algorithm: 'ECDH-ES+A128KW', encryption: 'A256GCM' }, kibibyte, [atLeast(1, oursIn('async'), theirs)]),
]

/** The sizes between 100 bytes and 10 MiB, of which the two above are two. */
export const encryptedSizes: readonly Table[] = [100, 10 * kibibyte, 100 * kibibyte, mebibyte].map((length) =>
  table({ algorithm: 'dir', encryption: 'A256GCM' }, length, []),
)

function table(encryption: Encryption, length: number, goals: readonly Goal[]): Table {
  return async () => {
    const subject = await createSubject(encryption, length)
    // What takes a minute of JavaScript says nothing that a mebibyte has not said.
    const isLarge = length > mebibyte
    const gathered = await gather<Contenders>({
      ours: () => oursSync('ours', { jwe, jwk }, subject),
      'ours, async': () => oursAsync('ours', { jwe, jwk }, subject),
      jose: async () => (await import('./contenders/jose.ts')).jose(subject),
      'node-jose': async () => (await import('./contenders/node-jose.ts')).nodeJose(subject),
      ...(encryption.algorithm === 'dir' && {
        raw: async () => (await import('./contenders/raw.ts')).raw(subject),
      }),
      'ours, webcrypto': async () => oursAsync('ours, webcrypto', await import('@jose/backend-webcrypto'), subject),
      ...(!isLarge && {
        'ours, forge': async () => oursSync('ours, forge', await import('@jose/backend-forge'), subject),
      }),
    })
    return contestsOf(titleOf(subject), subject, gathered, goals)
  }
}

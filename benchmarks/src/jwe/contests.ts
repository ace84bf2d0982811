// This library encrypting, on node:crypto beside others, and for information on its other backends.
import { backend as forge } from '@jose/backend-forge'
import { createJose } from '@jose/backend-node'
import { backend as webcrypto } from '@jose/backend-webcrypto'
import { byMode, type Contender } from '../contender.ts'
import type { Contest, Table } from '../contest.ts'
import { atLeast, type Goal, oursIn } from '../targets.ts'
import { checkDecrypter, checkEncrypter } from './check.ts'
import { jose } from './contenders/jose.ts'
import { ours, oursAsync, oursSync } from './contenders/ours.ts'
import { raw } from './contenders/raw.ts'
import { createSubject, type Encryption, type Subject } from './subject.ts'

const operations = ['encrypt', 'decrypt'] as const

/** What a library can do with a subject, in its several ways. */
export type Contenders = { readonly [operation in (typeof operations)[number]]: readonly Contender[] }

const [kibibyte, mebibyte] = [1024, 1024 * 1024]
const theirs = { name: 'jose', mode: 'async' } as const
const plain = { name: 'raw', mode: 'sync' } as const

export const encryptions: readonly Table[] = [
  () =>
    contests({ algorithm: 'dir', encryption: 'A256GCM' }, kibibyte, [
      atLeast(5, oursIn('sync'), theirs),
      atLeast(3, oursIn('async'), theirs),
    ]),
  () =>
    contests({ algorithm: 'dir', encryption: 'A256GCM' }, 10 * mebibyte, [
      atLeast(0.8, oursIn('sync'), plain),
      atLeast(0.8, oursIn('async'), plain),
    ]),
  () => contests({ algorithm: 'RSA-OAEP-256', encryption: 'A256GCM' }, kibibyte, [atLeast(1, oursIn('async'), theirs)]),
  () =>
    contests({ algorithm: 'ECDH-ES+A128KW', encryption: 'A256GCM' }, kibibyte, [atLeast(1, oursIn('async'), theirs)]),
]

async function contests(encryption: Encryption, length: number, goals: readonly Goal[]): Promise<readonly Contest[]> {
  const subject = await createSubject(encryption, length)
  const all = await contendersFor(subject)
  const title = `${encryption.algorithm} ${encryption.encryption} ${size(length)}`
  // A new string each time: see the verifying of tokens.
  const octets = Buffer.from(subject.token, 'latin1')
  const [encrypting, decrypting] = operations.map((operation) => {
    return { subject: title, operation, goals, contenders: byMode(all.flatMap((of) => of[operation])) }
  }) as [Common, Common]
  return [
    { ...encrypting, input: () => subject.plaintext, check: (contender) => checkEncrypter(contender, subject) },
    {
      ...decrypting,
      input: () => octets.toString('latin1'),
      check: (contender) => checkDecrypter(contender, subject),
    },
  ]
}

type Common = Omit<Contest, 'input' | 'check'>

async function contendersFor(subject: Subject): Promise<readonly Contenders[]> {
  const all = [...ours(subject), await jose(subject), raw(subject)]
  if (subject.plaintext.length > mebibyte) return all
  return [
    ...all,
    await oursAsync('ours, webcrypto', createJose(webcrypto), subject),
    oursSync('ours, forge', createJose(forge), subject),
  ]
}

function size(length: number): string {
  return length < mebibyte ? `${length / kibibyte} KiB` : `${length / mebibyte} MiB`
}

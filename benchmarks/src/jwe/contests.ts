import { type Absent, afresh, byMode, type Contender } from '../contender.ts'
import type { Contest } from '../contest.ts'
import type { Goal } from '../targets.ts'
import { checkDecrypter, checkEncrypter } from './check.ts'
import type { Subject } from './subject.ts'

const operations = ['encrypt', 'decrypt'] as const

/** What a library can do with a subject, in its several ways. */
export type Contenders = { readonly [operation in (typeof operations)[number]]: readonly Contender[] }

export const [kibibyte, mebibyte]: readonly [number, number] = [1024, 1024 * 1024]

/** Encrypting and decrypting by all of them. */
export function contestsOf(
  title: string,
  subject: Subject,
  { all, absent }: { readonly all: readonly Contenders[]; readonly absent: readonly Absent[] },
  goals: readonly Goal[],
): readonly Contest[] {
  return operations.map((operation) => ({
    ...{ subject: title, operation, goals, absent },
    contenders: byMode(all.flatMap((of) => of[operation])),
    ...(operation === 'encrypt'
      ? { input: () => subject.plaintext, check: (contender: Contender) => checkEncrypter(contender, subject) }
      : { input: afresh(subject.token), check: (contender: Contender) => checkDecrypter(contender, subject) }),
  }))
}

export function titleOf({ algorithm, encryption, plaintext: { length } }: Subject): string {
  return `${algorithm} ${encryption} ${sizeOf(length)}`
}

export function sizeOf(length: number): string {
  if (length < kibibyte) return `${length} B`
  return length < mebibyte ? `${length / kibibyte} KiB` : `${length / mebibyte} MiB`
}

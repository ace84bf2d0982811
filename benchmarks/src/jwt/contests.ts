import { type Absent, afresh, byMode, type Contender } from '../contender.ts'
import type { Contest } from '../contest.ts'
import type { Goal } from '../targets.ts'
import { checkSigner, checkVerifier } from './check.ts'
import type { Subject } from './subject.ts'

export const operations = ['sign', 'verify'] as const
export type Operation = (typeof operations)[number]

/** What a library can do with a subject, in its several ways. */
export type Contenders = { readonly [operation in Operation]: readonly Contender[] }

/** Signing and verifying by all of them. `goals` gets the contenders too. */
export function contestsOf(
  title: string,
  subject: Subject,
  { all, absent }: { readonly all: readonly Contenders[]; readonly absent: readonly Absent[] },
  goals: (operation: Operation, contenders: readonly Contender[]) => readonly Goal[],
): readonly Contest[] {
  return operations.map((operation) => {
    const contenders = byMode(all.flatMap((of) => of[operation]))
    return {
      ...(operation === 'sign' ? signing(subject) : verifying(subject)),
      ...{ subject: title, operation, contenders, absent, goals: goals(operation, contenders) },
    }
  })
}

function signing(subject: Subject): Pick<Contest, 'input' | 'check'> {
  return { input: () => subject.claims, check: (contender) => checkSigner(contender, subject) }
}

export function verifying(subject: Subject): Pick<Contest, 'input' | 'check'> {
  return { input: afresh(subject.token), check: (contender) => checkVerifier(contender, subject) }
}

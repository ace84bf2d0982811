// Somebody who can sign or verify, and all of them for one algorithm.
import { fastJwt } from './contenders/fast-jwt.ts'
import { jose } from './contenders/jose.ts'
import { jsonwebtoken } from './contenders/jsonwebtoken.ts'
import { ours } from './contenders/ours.ts'
import { raw } from './contenders/raw.ts'
import type { Subject } from './subject.ts'

export type Mode = 'sync' | 'async'
export type Operation = 'sign' | 'verify'

export interface Contender {
  /** Such as `jose`, or `ours, PEM` where a library is used in several ways. */
  readonly name: string
  readonly mode: Mode
  /** Claims to a token, or a token to claims. */
  call(input: unknown): unknown
}

export type Contenders = { readonly [operation in Operation]: readonly Contender[] }

/** All contenders; those of one mode stand together, ours with a prepared key first. */
export async function contendersFor(subject: Subject): Promise<Contenders> {
  const all = [ours(subject), fastJwt(subject), jsonwebtoken(subject), await jose(subject), raw(subject)]
  const of = (operation: Operation): readonly Contender[] => {
    const list = all.flatMap((contenders) => contenders[operation])
    return [...list.filter(({ mode }) => mode === 'sync'), ...list.filter(({ mode }) => mode === 'async')]
  }
  return { sign: of('sign'), verify: of('verify') }
}

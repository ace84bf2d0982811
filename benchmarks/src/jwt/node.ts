// This library on node:crypto, beside everybody else who signs tokens with OpenSSL.
import { jwk, jwt } from '@jose/backend-node'
import type { Contender } from '../contender.ts'
import type { Table } from '../contest.ts'
import { atLeast, type Goal, materialAtMost, oursIn } from '../targets.ts'
import { cachedVerifiers } from './cached.ts'
import { fastJwt } from './contenders/fast-jwt.ts'
import { jose } from './contenders/jose.ts'
import { jsonwebtoken } from './contenders/jsonwebtoken.ts'
import { asyncWays, materialsOf, syncWays, withKey } from './contenders/ours.ts'
import { raw } from './contenders/raw.ts'
import { contestsOf, verifying } from './contests.ts'
import { type AlgorithmName, createSubject } from './subject.ts'

export function onNode(algorithm: AlgorithmName): Table {
  return async () => {
    const subject = createSubject(algorithm)
    const key = {
      signing: jwk.constructSync(subject.text.signing, algorithm),
      verifying: jwk.constructSync(subject.text.verifying, algorithm),
    }
    const all = [
      syncWays(jwt, subject, { [withKey]: key, ...materialsOf(subject) }),
      asyncWays(jwt, subject, { [withKey]: key }),
      fastJwt(subject),
      jsonwebtoken(subject),
      await jose(subject),
      raw(subject),
    ]
    const contests = contestsOf(algorithm, subject, all, (_, contenders) => [
      ...speed(algorithm),
      ...materialOnEveryCall(contenders),
    ])
    if (algorithm !== 'HS256') return contests
    const goals = [atLeast(3, oursIn('sync'), { name: 'fast-jwt', mode: 'sync' })]
    const contenders = cachedVerifiers(subject)
    return [...contests, { subject: algorithm, operation: 'verify, cached', contenders, goals, ...verifying(subject) }]
  }
}

function speed(algorithm: AlgorithmName): readonly Goal[] {
  return algorithm === 'HS256'
    ? [
        atLeast(1.3, oursIn('sync'), { name: 'fast-jwt', mode: 'sync' }),
        atLeast(10, oursIn('sync'), { name: 'jose', mode: 'async' }),
      ]
    : [atLeast(0.95, oursIn('sync'), { name: 'raw', mode: 'sync' })]
}

function materialOnEveryCall(contenders: readonly Contender[]): readonly Goal[] {
  return contenders
    .filter(({ name, mode }) => mode === 'sync' && name.startsWith('ours, ') && name !== withKey)
    .map((material) => materialAtMost(1.2, material, { name: withKey, mode: 'sync' }))
}

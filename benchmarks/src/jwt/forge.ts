// This library in JavaScript alone, beside others that need nothing of the runtime.
import { jwk, jwt } from '@jose/backend-forge'
import type { Table } from '../contest.ts'
import { atLeast, type Goal, oursIn } from '../targets.ts'
import { jsrsasign } from './contenders/jsrsasign.ts'
import { nodeForge } from './contenders/node-forge.ts'
import { syncWays, withKey } from './contenders/ours.ts'
import { contestsOf } from './contests.ts'
import { type AlgorithmName, createSubject } from './subject.ts'

export function onForge(algorithm: AlgorithmName): Table {
  return async () => {
    const subject = createSubject(algorithm)
    const key = {
      signing: jwk.constructSync(subject.text.signing, algorithm),
      verifying: jwk.constructSync(subject.text.verifying, algorithm),
    }
    const all = [syncWays(jwt, subject, { [withKey]: key }), jsrsasign(subject), nodeForge(subject)]
    return contestsOf(`${algorithm} on forge`, subject, all, (_, contenders) =>
      contenders.flatMap(({ name, mode }): readonly Goal[] => {
        if (name.startsWith('ours')) return []
        return [atLeast(algorithm === 'RS256' && name === 'jsrsasign' ? 4 : 1, oursIn('sync'), { name, mode })]
      }),
    )
  }
}

// This library in JavaScript alone, beside others that need nothing of the runtime.
import { jwk, jwt } from '@jose/backend-forge'
import { gather } from '../contender.ts'
import type { Table } from '../contest.ts'
import { atLeast, type Goal, oursIn } from '../targets.ts'
import { syncWays, withKey } from './contenders/ours.ts'
import { type Contenders, contestsOf } from './contests.ts'
import { type AlgorithmName, createSubject } from './subject.ts'

export function onForge(algorithm: AlgorithmName): Table {
  return async () => {
    const subject = await createSubject(algorithm)
    const key = {
      signing: jwk.constructSync(subject.text.signing, algorithm),
      verifying: jwk.constructSync(subject.text.verifying, algorithm),
    }
    const gathered = await gather<Contenders>({
      ours: () => syncWays(jwt, subject, { [withKey]: key }),
      jsrsasign: async () => (await import('./contenders/jsrsasign.ts')).jsrsasign(subject),
      'node-forge': async () => (await import('./contenders/node-forge.ts')).nodeForge(subject),
    })
    return contestsOf(`${algorithm} on forge`, subject, gathered, (operation, contenders) =>
      contenders.flatMap(({ name, mode }): readonly Goal[] => {
        if (name.startsWith('ours')) return []
        const isFour = algorithm === 'RS256' && operation === 'sign' && name === 'jsrsasign'
        return [atLeast(isFour ? 4 : 1, oursIn('sync'), { name, mode })]
      }),
    )
  }
}

// This library on node:crypto, beside everybody else who signs tokens with OpenSSL.
import { jwk, jwt } from '@jose/backend-node'
import { type Contender, gather } from '../contender.ts'
import type { Table } from '../contest.ts'
import { atLeast, type Goal, materialAtMost, oursIn } from '../targets.ts'
import { asyncWays, materialsOf, syncWays, withKey } from './contenders/ours.ts'
import { type Contenders, contestsOf, type Operation, verifying } from './contests.ts'
import { keyObjectsOf } from './key-objects.ts'
import { type AlgorithmName, createSubject } from './subject.ts'

export function onNode(algorithm: AlgorithmName): Table {
  return async () => {
    const subject = await createSubject(algorithm)
    const key = {
      signing: jwk.constructSync(subject.text.signing, algorithm),
      verifying: jwk.constructSync(subject.text.verifying, algorithm),
    }
    const forms = { [withKey]: key, ...materialsOf(subject), 'ours, KeyObject': keyObjectsOf(subject) }
    const gathered = await gather<Contenders>({
      'ours, sync': () => syncWays(jwt, subject, forms),
      'ours, async': () => asyncWays(jwt, subject, { [withKey]: key, ...materialsOf(subject) }),
      'fast-jwt': async () => (await import('./contenders/fast-jwt.ts')).fastJwt(subject),
      jsonwebtoken: async () => (await import('./contenders/jsonwebtoken.ts')).jsonwebtoken(subject),
      jose: async () => (await import('./contenders/jose.ts')).jose(subject),
      'node-jose': async () => (await import('./contenders/node-jose.ts')).nodeJose(subject),
      raw: async () => (await import('./contenders/raw.ts')).raw(subject),
    })
    const contests = contestsOf(algorithm, subject, gathered, (operation, contenders) => [
      ...speed(algorithm, operation),
      ...materialOnEveryCall(contenders),
    ])
    const cached = await gather({
      ours: async () => (await import('./cached.ts')).ours(subject),
      'fast-jwt': async () => (await import('./cached.ts')).fastJwt(subject),
    })
    return [
      ...contests,
      {
        ...{ subject: algorithm, operation: 'verify, cached', contenders: cached.all, absent: cached.absent },
        goals: [atLeast(3, oursIn('sync'), { name: 'fast-jwt', mode: 'sync' })],
        ...verifying(subject),
      },
    ]
  }
}

function speed(algorithm: AlgorithmName, operation: Operation): readonly Goal[] {
  if (algorithm === 'HS256')
    return [
      atLeast(1.5, oursIn('sync'), { name: 'fast-jwt', mode: 'sync' }),
      atLeast(12, oursIn('sync'), { name: 'jose', mode: 'async' }),
      atLeast(6, oursIn('async'), { name: 'jose', mode: 'async' }),
    ]
  const peers = [
    { name: 'fast-jwt', mode: 'sync' },
    { name: 'jsonwebtoken', mode: 'sync' },
    { name: 'jose', mode: 'async' },
  ] as const
  // What signing with RSA takes is OpenSSL's: ahead of a peer is beyond anybody, and behind it is less than the noise.
  const isOpenssls = operation === 'sign' && (algorithm === 'RS256' || algorithm === 'PS256')
  return [
    atLeast(0.95, oursIn('sync'), { name: 'raw', mode: 'sync' }),
    ...peers
      .filter(({ name }) => name !== 'jsonwebtoken' || algorithm !== 'EdDSA')
      .map((peer) => atLeast(isOpenssls ? 0.97 : 1, oursIn('sync'), peer)),
  ]
}

/** Of what the caller has as data; a KeyObject keeps its octets, so that an HMAC with it goes by OpenSSL's own. */
function materialOnEveryCall(contenders: readonly Contender[]): readonly Goal[] {
  const forms = ['ours, secret', 'ours, PEM', 'ours, JWK']
  return contenders
    .filter(({ name, mode }) => mode === 'sync' && forms.includes(name))
    .map((material) => materialAtMost(1.2, material, { name: withKey, mode: 'sync' }))
}

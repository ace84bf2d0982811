// This library on the runtime's WebCrypto, beside jose on the same.
import { jwk, jwt } from '@jose/backend-webcrypto'
import { gather } from '../contender.ts'
import type { Table } from '../contest.ts'
import { atLeast, oursIn } from '../targets.ts'
import { jose, joseKeysOf, joseWithJwk } from './contenders/jose.ts'
import { asyncWays, withKey } from './contenders/ours.ts'
import { rawWebcrypto } from './contenders/raw-webcrypto.ts'
import { type Contenders, contestsOf } from './contests.ts'
import { type AlgorithmName, createSubject } from './subject.ts'

const theirs = { name: 'jose', mode: 'async' } as const

export function onWebcrypto(algorithm: AlgorithmName): Table {
  return async () => {
    const subject = await createSubject(algorithm)
    const key = {
      signing: await jwk.construct(subject.text.signing, algorithm),
      verifying: await jwk.construct(subject.text.verifying, algorithm),
    }
    const cryptoKey = await joseKeysOf(subject)
    const forms = { [withKey]: key, 'ours, CryptoKey': cryptoKey, 'ours, JWK': subject.jwk }
    const gathered = await gather<Contenders>({
      ours: () => asyncWays(jwt, subject, forms),
      jose: () => jose(subject),
      'jose, JWK': () => joseWithJwk(subject),
      raw: () => rawWebcrypto(subject, cryptoKey),
    })
    return contestsOf(`${algorithm} on webcrypto`, subject, gathered, () => [
      atLeast(1.1, oursIn('async'), theirs),
      atLeast(1.1, { name: 'ours, CryptoKey', mode: 'async' }, theirs),
      atLeast(1.1, { name: 'ours, JWK', mode: 'async' }, { name: 'jose, JWK', mode: 'async' }),
    ])
  }
}

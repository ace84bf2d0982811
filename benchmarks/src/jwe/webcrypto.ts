// This library encrypting on the runtime's WebCrypto, beside jose on the same.
import { jwe, jwk } from '@jose/backend-webcrypto'
import { gather } from '../contender.ts'
import type { Table } from '../contest.ts'
import { atLeast, oursIn } from '../targets.ts'
import { jose } from './contenders/jose.ts'
import { oursAsync } from './contenders/ours.ts'
import { type Contenders, contestsOf, kibibyte, titleOf } from './contests.ts'
import { createSubject } from './subject.ts'

export const encryptionsOnWebcrypto: readonly Table[] = (['dir', 'RSA-OAEP-256', 'ECDH-ES+A128KW'] as const).map(
  (algorithm) => async () => {
    const subject = await createSubject({ algorithm, encryption: 'A256GCM' }, kibibyte)
    const gathered = await gather<Contenders>({
      ours: () => oursAsync('ours', { jwe, jwk }, subject),
      jose: () => jose(subject),
    })
    const goals = [atLeast(1.1, oursIn('async'), { name: 'jose', mode: 'async' })]
    return contestsOf(`${titleOf(subject)} on webcrypto`, subject, gathered, goals)
  },
)

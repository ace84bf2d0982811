// Verifiers that remember: one known token again and again. Ours gives each caller a copy and looks at the times and
// at the expiry of what it remembers; fast-jwt gives everybody the same object.
import { jwk, jwt } from '@jose/backend-node'
import { createVerifier } from 'fast-jwt'
import type { Contender } from '../contender.ts'
import { audience, issuer, type Subject } from './subject.ts'

export function ours({ algorithm, text }: Subject): Contender {
  const key = jwk.constructSync(text.verifying, algorithm)
  const verify = jwt.createVerifierSync(key, { algorithms: [algorithm], audience, issuer, cache: true })
  return { name: 'ours', mode: 'sync', call: (token) => verify(token as string) }
}

export function fastJwt({ algorithm, text }: Subject): Contender {
  const verify = createVerifier({
    ...{ key: text.verifying, algorithms: [algorithm], allowedAud: audience, allowedIss: issuer },
    cache: true,
  })
  return { name: 'fast-jwt', mode: 'sync', call: (token) => verify(token as string) }
}

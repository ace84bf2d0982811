// fast-jwt, without its cache; with it, see `../cached.ts`.
import { createSigner, createVerifier } from 'fast-jwt'
import type { Contenders } from '../contests.ts'
import { audience, issuer, type Subject } from '../subject.ts'

export function fastJwt({ algorithm, text }: Subject): Contenders {
  const sign = createSigner({ key: text.signing, algorithm })
  const verify = createVerifier({
    key: text.verifying,
    algorithms: [algorithm],
    allowedAud: audience,
    allowedIss: issuer,
    cache: false,
  })
  return {
    sign: [{ name: 'fast-jwt', mode: 'sync', call: (claims) => sign(claims as object) }],
    verify: [{ name: 'fast-jwt', mode: 'sync', call: (token) => verify(token as string) }],
  }
}

import { jwtVerify } from 'jose'
import { accepts, blaming, type Contender, mustBeSame } from '../contender.ts'
import { joseKeysOf } from './contenders/jose.ts'
import { audience, issuer, type Subject } from './subject.ts'

/** What it signs, another implementation verifies. Throws. */
export async function checkSigner(contender: Contender, subject: Subject): Promise<void> {
  await blaming(contender, async () => {
    const { algorithm, claims } = subject
    const token = (await contender.call(claims)) as string
    const { verifying } = await joseKeysOf(subject)
    const { payload } = await jwtVerify(token, verifying, { algorithms: [algorithm], audience, issuer })
    mustBeSame(payload, claims)
  })
}

/** It gives the claims of the token, and no claims for a signature that is another token's. Throws. */
export async function checkVerifier(contender: Contender, { token, forged, claims }: Subject): Promise<void> {
  await blaming(contender, async () => {
    mustBeSame(await contender.call(token), claims)
    if (await accepts(contender, forged)) throw new Error('a forged token is taken for good')
  })
}

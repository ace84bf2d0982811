import { deepStrictEqual } from 'node:assert/strict'
import { jwtVerify } from 'jose'
import { accepts, blaming, type Contender } from '../contender.ts'
import { rawVerify } from './contenders/raw.ts'
import { audience, issuer, type Subject } from './subject.ts'

/** What it signs, node:crypto and another implementation verify. Throws. */
export async function checkSigner(contender: Contender, subject: Subject): Promise<void> {
  await blaming(contender, async () => {
    const { algorithm, keyObject, claims } = subject
    const token = (await contender.call(claims)) as string
    const { payload } = await jwtVerify(token, keyObject.verifying, { algorithms: [algorithm], audience, issuer })
    deepStrictEqual({ ...payload }, claims)
    deepStrictEqual(rawVerify(algorithm, keyObject.verifying, token), claims)
  })
}

/** It gives the claims of the token, and no claims for a signature that is another token's. Throws. */
export async function checkVerifier(contender: Contender, { token, forged, claims }: Subject): Promise<void> {
  await blaming(contender, async () => {
    deepStrictEqual({ ...((await contender.call(token)) as object) }, claims)
    if (await accepts(contender, forged)) throw new Error('a forged token is taken for good')
  })
}

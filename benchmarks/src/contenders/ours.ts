// This library, in the ways it can be used.
import { jwk, jwt } from '@jose/backend-node'
import type { Contender, Contenders } from '../contender.ts'
import { audience, type Claims, issuer, type Subject } from '../subject.ts'

/** Key and options looked at once. */
export const prepared = 'ours'
/** A ready `Key` passed on every call: what other material is compared with. */
export const withKey = 'ours, Key'

/** Forms of material passed on every call. */
export function materialsOf({ algorithm, text, jwk: set }: Subject) {
  return { [algorithm === 'HS256' ? 'ours, secret' : 'ours, PEM']: text, 'ours, JWK': set }
}

export function ours(subject: Subject): Contenders {
  const { algorithm, text } = subject
  const key = {
    signing: jwk.constructSync(text.signing, algorithm),
    verifying: jwk.constructSync(text.verifying, algorithm),
  }
  const encoding = { algorithm }
  const decoding = { algorithms: [algorithm], audience, issuer }
  const signer = jwt.createSigner(key.signing, encoding)
  const signerSync = jwt.createSignerSync(key.signing, encoding)
  const verifier = jwt.createVerifier(key.verifying, decoding)
  const verifierSync = jwt.createVerifierSync(key.verifying, decoding)
  const forms = Object.entries({ [withKey]: key, ...materialsOf(subject) })
  return {
    sign: [
      { name: prepared, mode: 'sync', call: (claims) => signerSync(claims as Claims) },
      ...forms.map(([name, { signing }]): Contender => {
        return { name, mode: 'sync', call: (claims) => jwt.encodeSync(claims as Claims, signing, encoding) }
      }),
      { name: prepared, mode: 'async', call: (claims) => signer(claims as Claims) },
      { name: withKey, mode: 'async', call: (claims) => jwt.encode(claims as Claims, key.signing, encoding) },
    ],
    verify: [
      { name: prepared, mode: 'sync', call: (token) => verifierSync(token as string) },
      ...forms.map(([name, { verifying }]): Contender => {
        return { name, mode: 'sync', call: (token) => jwt.decodeSync(token as string, verifying, decoding) }
      }),
      { name: prepared, mode: 'async', call: (token) => verifier(token as string) },
      { name: withKey, mode: 'async', call: (token) => jwt.decode(token as string, key.verifying, decoding) },
    ],
  }
}

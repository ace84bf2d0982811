// This library, in the ways it can be used.
import type { Jwt, KeySource, SyncJwt, SyncKeySource } from '@jose/backend-node'
import { type Contender, prepared } from '../../contender.ts'
import type { Contenders } from '../contests.ts'
import { audience, type Claims, type Halves, issuer, type Subject } from '../subject.ts'

/** A ready `Key` passed on every call: what other material is compared with. */
export const withKey = 'ours, Key'

/** Forms of material to be passed on every call. */
export function materialsOf({ algorithm, text, jwk: set }: Subject): Forms<SyncKeySource> {
  return { [algorithm === 'HS256' ? 'ours, secret' : 'ours, PEM']: text, 'ours, JWK': set }
}

/** By the names of contenders. */
type Forms<K> = { readonly [name: string]: Halves<K> }

/** With the first form prepared, and with each of them passed on every call. */
export function syncWays(jwt: SyncJwt, { algorithm }: Subject, forms: Forms<SyncKeySource>): Contenders {
  const { encoding, decoding } = optionsFor(algorithm)
  const { signing, verifying } = firstOf(forms)
  const signer = jwt.createSignerSync(signing, encoding)
  const verifier = jwt.createVerifierSync(verifying, decoding)
  return {
    sign: [
      { name: prepared, mode: 'sync', call: (claims) => signer(claims as Claims) },
      ...Object.entries(forms).map(([name, { signing }]): Contender => {
        return { name, mode: 'sync', call: (claims) => jwt.encodeSync(claims as Claims, signing, encoding) }
      }),
    ],
    verify: [
      { name: prepared, mode: 'sync', call: (token) => verifier(token as string) },
      ...Object.entries(forms).map(([name, { verifying }]): Contender => {
        return { name, mode: 'sync', call: (token) => jwt.decodeSync(token as string, verifying, decoding) }
      }),
    ],
  }
}

/** As `syncWays`, and of a backend that need not have a sync half. */
export function asyncWays(jwt: Jwt, { algorithm }: Subject, forms: Forms<KeySource>): Contenders {
  const { encoding, decoding } = optionsFor(algorithm)
  const { signing, verifying } = firstOf(forms)
  const signer = jwt.createSigner(signing, encoding)
  const verifier = jwt.createVerifier(verifying, decoding)
  return {
    sign: [
      { name: prepared, mode: 'async', call: (claims) => signer(claims as Claims) },
      ...Object.entries(forms).map(([name, { signing }]): Contender => {
        return { name, mode: 'async', call: (claims) => jwt.encode(claims as Claims, signing, encoding) }
      }),
    ],
    verify: [
      { name: prepared, mode: 'async', call: (token) => verifier(token as string) },
      ...Object.entries(forms).map(([name, { verifying }]): Contender => {
        return { name, mode: 'async', call: (token) => jwt.decode(token as string, verifying, decoding) }
      }),
    ],
  }
}

function optionsFor(algorithm: string) {
  return { encoding: { algorithm }, decoding: { algorithms: [algorithm], audience, issuer } }
}

function firstOf<K>(forms: Forms<K>): Halves<K> {
  const [first] = Object.values(forms)
  if (first === undefined) throw new Error('There is no key')
  return first
}

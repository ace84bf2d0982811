import type { JWK } from '@jose/core'
import { namesIn, read } from './read.ts'

/** A file, as far as signatures go: each member is one, or a list of them where there are several signatures. */
export interface Example {
  /** The name of the file. */
  readonly name: string
  readonly reproducible?: boolean
  readonly input: {
    readonly payload: string
    readonly key: JWK | readonly JWK[]
    readonly alg: string | readonly string[]
  }
  readonly signing: Step | readonly Step[]
  readonly output: { readonly compact?: string; readonly json?: JsonForm; readonly json_flat?: JsonForm }
}

/** A JSON form; without `payload` it is detached. */
export interface JsonForm {
  readonly payload?: string
}

export interface Step {
  readonly protected?: object
  readonly unprotected?: object
  readonly 'sig-input': string
  readonly sig: string
}

export interface Signing {
  readonly input: string
  readonly signature: string
  readonly key: JWK
  readonly algorithm: string
}

/** Files whose signing steps are not those of their token, which is right. */
export const onlyTheToken: readonly string[] = ['rfc7797/hmac-sha2_b64_false.json']

export function examples(): readonly Example[] {
  const names = [...namesIn('jws'), ...namesIn('rfc7797')].sort()
  return [...names, 'curve25519/jws.json'].map((name) => ({ ...read<Omit<Example, 'name'>>(name), name }))
}

/** Each signature of an example, with what it is over and by which key. */
export function signingsOf({ input, signing }: Example): readonly Signing[] {
  const keys = [input.key].flat() as readonly JWK[]
  const algorithms = [input.alg].flat() as readonly string[]
  return ([signing].flat() as readonly Step[]).map((step, index) => ({
    input: step['sig-input'],
    signature: step.sig,
    key: keys[index] as JWK,
    algorithm: algorithms[index] as string,
  }))
}

import type { JsonWebKey } from 'node:crypto'

/** What is given to each way of reading: the same to every library. */
export interface Inputs {
  /** A JWT, by a secret that caller and sender share. */
  readonly secret: {
    readonly token: unknown
    readonly secret: string
    readonly audience?: string
    readonly issuer?: string
  }
  /** A JWT, by a public key as PEM. */
  readonly publicKey: { readonly token: unknown; readonly pem: string; readonly algorithms: readonly string[] }
  /** A JWS of several signatures, in JSON. */
  readonly json: { readonly token: object; readonly secret: string }
  /** A compact JWE, by octets or by a private key. */
  readonly encrypted: { readonly token: string; readonly key: Uint8Array | JsonWebKey; readonly algorithm: string }
}

export type Way = keyof Inputs

/** One hostile input, beside one that is good and else the same: who refuses the good one says nothing by refusing the bad one. */
export interface Attack<W extends Way = Way> {
  /** As in the table of SECURITY.md. */
  readonly class: string
  /** What is hostile about it. */
  readonly what: string
  readonly way: W
  readonly good: Inputs[W]
  readonly bad: Inputs[W]
  /** What a careful library answers. */
  readonly careful: 'refused' | 'read as data'
  /** Whether it is there to make work, so that the page tells what it takes, wherever that is long. */
  readonly isCostly?: boolean
  /** Of what is read as data: whether it did harm. */
  readonly isHarmed?: (result: unknown) => boolean
}

export function attack<W extends Way>(name: string, what: string, way: W, good: Inputs[W], bad: Inputs[W]): Attack<W> {
  return { class: name, what, way, good, bad, careful: 'refused' }
}

export function costly(each: Attack): Attack {
  return { ...each, isCostly: true }
}

import type { BackendKey } from '../backend.ts'
import type { Engines } from '../engine.ts'
import { InvalidKeyError } from '../errors.ts'
import type { EncryptionFit } from '../jwe/use.ts'
import type { Fit } from './fit.ts'
import type { Key } from './key.ts'

/** What a `Key` holds and nobody outside may see. */
export interface KeyParts {
  readonly engines: Engines
  readonly held: BackendKey
  /** The public half of a private key, once somebody needed it. */
  publicHalf?: Key
  /** The last verdicts on what the key may do. */
  readonly fits: { sign?: Fit; verify?: Fit; encrypt?: EncryptionFit; decrypt?: EncryptionFit }
}

// Out of reach of inspection, serialization and of code that holds only the key.
const slots = /* @__PURE__ */ new WeakMap<object, KeyParts>()

export function partsOf(key: Key): KeyParts {
  const parts = slots.get(key)
  if (parts === undefined) throw new InvalidKeyError('The key was made by another copy of @jose/core: pass it as a JWK')
  return parts
}

export function setParts(key: Key, parts: KeyParts): void {
  slots.set(key, parts)
}

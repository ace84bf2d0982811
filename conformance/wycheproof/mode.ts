import { type Backend, type BackendKey, InvalidKeyError, type KeyMaterial, type Primitives } from '@jose/core'
import { modesOf, type Operations } from '../src/modes.ts'

/** One mode of a backend: its operations on tokens and keys, and its primitives. */
export interface Mode {
  readonly operations: Operations
  readonly primitives: Primitives
}

export function modes(backend: Backend): readonly Mode[] {
  return modesOf(backend).map((operations) => ({
    operations,
    primitives: (operations.mode === 'sync' ? backend.sync : backend.async) as Primitives,
  }))
}

/** The key, or `undefined` where the backend refuses it. */
export async function imported({ primitives }: Mode, material: KeyMaterial): Promise<BackendKey | undefined> {
  try {
    return await primitives.importKey(material)
  } catch (error) {
    // Anything but an error of this library is a bug.
    if (error instanceof InvalidKeyError) return undefined
    throw error
  }
}

export async function secret({ primitives }: Mode, k: Uint8Array): Promise<BackendKey> {
  return await primitives.importKey({ kty: 'oct', k })
}

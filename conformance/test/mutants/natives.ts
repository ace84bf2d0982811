import { webcryptoBackend } from '@jose/backend-webcrypto'
import type { NativeKeys } from '@jose/conformance'
import type { Backend, BackendKey, Binding } from '@jose/core'
import { encryptingKeysOf } from './crypto-keys.ts'
import type { Mutant } from './mutant.ts'

const right = webcryptoBackend()

/** What is adopted, with other words about what it is bound to. */
const binding = (change: (bound: Binding) => Binding | undefined): Backend => ({
  ...right,
  adopt(native) {
    const key: BackendKey | undefined = right.adopt(native)
    if (key?.bound === undefined) return key
    const { bound, ...rest } = key
    const changed = change(bound)
    return changed === undefined ? rest : { ...rest, bound: changed }
  },
})

const caught = { caughtBy: ['native encryption'], modes: ['async'] } as const

/** `CryptoKey`s that encrypt; of none that sign, which have cases of their own. */
export const cryptoKeys: NativeKeys = { from: () => undefined, encrypting: encryptingKeysOf(crypto) }

/** The right backend for the platform whose keys are bound to what they are for. */
export const webcrypto: Backend = right

/** A platform's keys, taken for more than they are. */
export const nativeMutants: readonly Mutant[] = [
  {
    ...caught,
    what: 'the hash that a native key is bound to is passed over',
    native: cryptoKeys,
    backend: binding(({ hash: _, ...bound }) => bound),
  },
  {
    ...caught,
    what: 'what a native key is bound to is passed over',
    native: cryptoKeys,
    backend: binding(() => undefined),
  },
  {
    ...caught,
    what: 'the primitive that a native key is bound to is passed over',
    native: cryptoKeys,
    backend: binding(({ name: _, ...bound }) => bound),
  },
  {
    ...caught,
    what: 'a native key for encryption may do nothing',
    native: cryptoKeys,
    backend: binding((bound) => ({ ...bound, operations: [] })),
  },
]

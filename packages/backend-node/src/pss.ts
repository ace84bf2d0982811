import { constants, type KeyObject, type SignKeyObjectInput, type Verify } from 'node:crypto'
import type { Bytes } from '@jose/core'

const padding = constants.RSA_PKCS1_PSS_PADDING

/** The key with the options of RSASSA-PSS (RFC 8017 §8.1); `saltLength` in bytes. */
export function pssKey(key: KeyObject, saltLength: number): SignKeyObjectInput {
  return { key, padding, saltLength }
}

/** Clones of keys that carry their options themselves, by the salt length: one more than a key needs is rare. */
const decorated = new WeakMap<KeyObject, Map<number, KeyObject>>()
let wasRead = false

/**
 * As `createVerifier().verify(pssKey(…), signature)`, for less: Node 24 takes 13 µs, half as long as it verifies, to
 * find the KeyObject inside a plain object of options. It reads the options off whatever it is given as key, and so
 * finds them on a KeyObject too. Whether it did is seen each time: a runtime that does not look there, and would
 * verify something else than PSS, gets the plain object.
 */
export function verifyPss(createVerifier: () => Verify, key: KeyObject, saltLength: number, signature: Bytes): boolean {
  wasRead = false
  const good = createVerifier().verify(decoratedKey(key, saltLength), signature)
  return wasRead ? good : createVerifier().verify(pssKey(key, saltLength), signature)
}

function decoratedKey(key: KeyObject, saltLength: number): KeyObject {
  const known = decorated.get(key)?.get(saltLength)
  if (known !== undefined) return known
  // A clone shares the key, and what it carries shows on no object of the caller's.
  const clone = Object.defineProperties(structuredClone(key), {
    padding: {
      get(): number {
        wasRead = true
        return padding
      },
    },
    saltLength: { value: saltLength },
  })
  const ofKey = decorated.get(key) ?? new Map<number, KeyObject>()
  decorated.set(key, ofKey.set(saltLength, clone))
  return clone
}

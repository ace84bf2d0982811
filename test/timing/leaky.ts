// Backends with the mistake that the test is there to find.
import type { Backend, BackendKey, Data, Encoded, MacPrimitive, SyncBackend } from '@jose/core'

/** MACs are compared as text mostly is: up to the first character that differs. */
export function comparingEarly(backend: SyncBackend): SyncBackend {
  const verifyMac = (primitive: MacPrimitive, key: BackendKey, tag: Encoded, data: Data): boolean => {
    const right = textOf(backend.sync.mac(primitive, key, data))
    const given = textOf(tag)
    if (right.length !== given.length) return false
    for (let index = 0; index < right.length; index++) {
      if (right.charCodeAt(index) !== given.charCodeAt(index)) return false
    }
    return true
  }
  return { ...backend, sync: { ...backend.sync, verifyMac } }
}

/** Where the beginning of a MAC is right, something more is waited for: a comparison in two steps. */
export function comparingInSteps(backend: Backend): Backend {
  const { digest, mac } = backend.async
  const verifyMac = async (primitive: MacPrimitive, key: BackendKey, tag: Encoded, data: Data): Promise<boolean> => {
    const right = textOf(await mac(primitive, key, data))
    const given = textOf(tag)
    if (right.slice(0, 8) !== given.slice(0, 8)) return false
    const [one, other] = [await digest('SHA-256', right), await digest('SHA-256', given)]
    return textOf(one) === textOf(other)
  }
  return { ...backend, async: { ...backend.async, verifyMac } }
}

function textOf(encoded: Encoded): string {
  return typeof encoded === 'string' ? encoded : Buffer.from(encoded).toString('base64url')
}

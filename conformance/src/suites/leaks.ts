import { base64url } from '@jose/core'
import { base64 } from './der.ts'
import { type KeyName, testKeys } from './test-keys.ts'

/** The ways in which the private numbers of a key could show. */
export function spellings(name: KeyName): readonly string[] {
  return ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k', 'priv'].flatMap((member) => {
    const text = testKeys[name].private[member]
    if (typeof text !== 'string') return []
    // The ends may change with the alignment: the middle shows in any case.
    const octets = base64url.decode(text)
    const some = octets.slice(6, 18)
    const hex = Array.from(some, (octet) => octet.toString(16).padStart(2, '0')).join('')
    const latin1 = String.fromCharCode(...some)
    return [text.slice(4, 20), base64(octets).slice(4, 20), hex, hex.toUpperCase(), some.join(), some.join(' '), latin1]
  })
}

/** Every value that can be reached through properties, hidden ones and symbols too. */
export function everything(value: unknown, seen: Set<unknown> = new Set()): string {
  if (value instanceof Uint8Array) return Array.from(value).join()
  if (typeof value !== 'object' || value === null || seen.has(value)) return String(value)
  seen.add(value)
  return Reflect.ownKeys(value)
    .map((name) => `${String(name)}=${everything((value as { [name: PropertyKey]: unknown })[name as string], seen)}`)
    .join()
}

import type { Bytes } from '../backend.ts'
import { isBytes } from '../encoding/bytes.ts'
import { isWellFormed } from '../encoding/utf8.ts'
import type { Engine } from '../engine.ts'

/** The octets of a passphrase: text as UTF-8. Throws `TypeError`; an empty one is a mistake, such as a variable that was never set. */
export function passphraseOf({ codec }: Engine, passphrase: unknown): Bytes {
  const octets = typeof passphrase === 'string' && isWellFormed(passphrase) ? codec.utf8Encode(passphrase) : passphrase
  if (isBytes(octets) && octets.length > 0) return Uint8Array.from(octets)
  throw new TypeError("The option 'passphrase' is a string or bytes, and not empty")
}

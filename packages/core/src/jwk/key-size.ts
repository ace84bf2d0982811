import type { Bytes } from '../backend.ts'
import { InvalidKeyError } from '../errors.ts'

/** Far above any key with its certificates, in bytes or characters. */
const most = 1_000_000

/** What is longer is no key, and is not looked at: neither what it holds nor what it looks like. Throws `InvalidKeyError`. */
export function checkKeySize({ length }: string | Bytes): void {
  if (length > most) throw new InvalidKeyError(`A key has at most ${most} bytes; this one has ${length}`, 'ERR_LIMIT')
}

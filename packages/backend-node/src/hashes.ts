import { createHash } from 'node:crypto'
import type { Bytes, Data, Hash } from '@jose/core'

export const hashNames: { readonly [hash in Hash]: string } = Object.freeze({
  'SHA-1': 'sha1',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
})

export function digest(hash: Hash, data: Data): Bytes {
  return createHash(hashNames[hash]).update(data).digest()
}

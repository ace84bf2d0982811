import { type Element, tags, unsigned } from '../encoding/der.ts'
import { InvalidKeyError } from '../errors.ts'

const { integer, sequence, oid } = tags

/** DER that is well-formed and no key: the error says what it looks like, and what to do where there is something to do. */
export function refuseForeign(parts: readonly Element[]): never {
  const shape = parts.map(({ tag }) => tag)
  const starts = (...wanted: readonly number[]): boolean => wanted.every((tag, index) => shape[index] === tag)
  if (starts(integer, sequence) && unsigned(parts[0])[0] === 3) {
    throw new InvalidKeyError(
      'The DER looks like PKCS#12: take the key out of it with `openssl pkcs12 -in file.p12 -nocerts -nodes`',
    )
  }
  if (starts(oid)) {
    throw new InvalidKeyError(
      'The DER looks like PKCS#7: take the certificate out of it with `openssl pkcs7 -print_certs`',
    )
  }
  if (shape.length === 6 && shape.every((tag) => tag === integer))
    throw new InvalidKeyError('The DER looks like a DSA key, which JOSE has no algorithm for')
  if (starts(sequence, sequence, tags.bitString)) {
    throw new InvalidKeyError('The DER looks like something signed that is no certificate, such as a request for one')
  }
  throw new InvalidKeyError('The DER is of no kind of key: SPKI, PKCS#8, PKCS#1, SEC1 and X.509 are known')
}

import type { Bytes } from '../backend.ts'
import { InvalidKeyError } from '../errors.ts'

/** Reads the data types of SSH (RFC 4251 §5), one after the other. Each throws `InvalidKeyError` for what does not fit. */
export interface SshReader {
  uint32(): number
  string(): Bytes
  /** A short string of ASCII, such as a name. */
  name(): string
  /** A positive number as minimal big-endian octets. */
  mpint(): Bytes
  /** All that is left. */
  rest(): Bytes
  /** Nothing may be left. */
  end(): void
}

export function readSsh(bytes: Bytes): SshReader {
  let offset = 0
  const take = (length: number): Bytes => {
    if (length > bytes.length - offset) throw malformedSsh()
    offset += length
    return bytes.subarray(offset - length, offset)
  }
  const uint32 = (): number => take(4).reduce((number, octet) => number * 256 + octet, 0)
  const string = (): Bytes => take(uint32())
  return {
    uint32,
    string,
    name() {
      const octets = string()
      if (octets.length > 64 || !octets.every((octet) => octet > 0x20 && octet < 0x7f)) throw malformedSsh()
      return String.fromCharCode(...octets)
    },
    mpint() {
      const octets = string()
      const [first = 0x80, second = 0] = octets
      if (first >= 0x80 || (first === 0 && second < 0x80)) throw malformedSsh()
      return first === 0 ? octets.subarray(1) : octets
    },
    rest: () => take(bytes.length - offset),
    end() {
      if (offset !== bytes.length) throw malformedSsh()
    },
  }
}

export function malformedSsh(): InvalidKeyError {
  return new InvalidKeyError('The OpenSSH key is not well-formed')
}

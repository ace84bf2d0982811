import type { Bytes, KeyMaterial } from '../backend.ts'
import { asciiBytes, concat, equalBytes, fromBigInt, toBigInt } from '../encoding/bytes.ts'
import { InvalidKeyError } from '../errors.ts'
import { isSameHalf } from './check.ts'
import { ecCurves } from './curves.ts'
import { publicHalfOf } from './halves.ts'
import { parseSshPublic, readSshPoint, refuseSshType, sshCurveOf } from './openssh.ts'
import { checkRsa } from './rsa.ts'
import { malformedSsh, readSsh, type SshReader } from './ssh-wire.ts'

const magic = 'openssh-key-v1\0'

/** What padding fills an unencrypted private section up to, in bytes. */
const blockLength = 8

/** The key of a `BEGIN OPENSSH PRIVATE KEY` (OpenSSH's PROTOCOL.key) that is not encrypted. Throws `InvalidKeyError`. */
export function parseSshPrivate(octets: Bytes): KeyMaterial {
  if (!equalBytes(octets.subarray(0, magic.length), asciiBytes(magic))) throw malformedSsh()
  const outer = readSsh(octets.subarray(magic.length))
  const [cipher, kdf, options] = [outer.name(), outer.name(), outer.string()]
  if (cipher !== 'none') {
    throw new InvalidKeyError(
      "The OpenSSH private key is encrypted: take the passphrase off a copy of it with `ssh-keygen -p -N '' -f copy`",
    )
  }
  if (kdf !== 'none' || options.length > 0) throw malformedSsh()
  if (outer.uint32() !== 1) throw new InvalidKeyError('The OpenSSH private key must be one, not none or several')
  const [half, section] = [outer.string(), outer.string()]
  outer.end()
  return parseSection(section, half)
}

function parseSection(section: Bytes, half: Bytes): KeyMaterial {
  const reader = readSsh(section)
  const [check, again] = [reader.uint32(), reader.uint32()]
  if (check !== again) throw malformedSsh()
  const type = reader.name()
  const material = privateFields(type, reader)
  // The comment may be any octets.
  reader.string()
  const padding = reader.rest()
  const isPadded =
    section.length % blockLength === 0 &&
    padding.length < blockLength &&
    padding.every((octet, index) => octet === index + 1)
  if (!isPadded) throw malformedSsh()
  const own = publicHalfOf(material)
  if (own === undefined || !isSameHalf(own, parseSshPublic(half, type)))
    throw new InvalidKeyError('The private and the public half of the key do not belong together')
  return material
}

function privateFields(type: string, reader: SshReader): KeyMaterial {
  if (type === 'ssh-rsa') return rsaFields(reader)
  if (type === 'ssh-ed25519') {
    const [x, pair] = [reader.string(), reader.string()]
    if (pair.length !== 64 || !equalBytes(x, pair.subarray(32))) throw malformedSsh()
    return { kty: 'OKP', crv: 'Ed25519', x, d: pair.subarray(0, 32) }
  }
  const crv = sshCurveOf(type)
  if (crv === undefined) throw refuseSshType(type)
  const point = readSshPoint(crv, reader)
  const [d, width] = [reader.mpint(), ecCurves[crv].bytes]
  if (d.length > width) throw malformedSsh()
  return { kty: 'EC', crv, ...point, d: concat(new Uint8Array(width - d.length), d) }
}

/** n, e, d, qi, p, q: what is missing of the CRT numbers follows from them. */
function rsaFields(reader: SshReader): KeyMaterial {
  const [n, e, d, qi, p, q] = Array.from({ length: 6 }, () => reader.mpint()) as [
    Bytes,
    Bytes,
    Bytes,
    Bytes,
    Bytes,
    Bytes,
  ]
  checkRsa({ kty: 'RSA', n, e })
  if ([d, qi, p, q].some((number) => number.length > n.length)) throw malformedSsh()
  const [secret, one, other] = [toBigInt(d), toBigInt(p), toBigInt(q)]
  if (one < 3n || other < 3n) throw malformedSsh()
  const crt = { dp: fromBigInt(secret % (one - 1n)), dq: fromBigInt(secret % (other - 1n)), qi }
  return { kty: 'RSA', n, e, private: { d, p, q, ...crt } }
}

import type { Bytes, KeyMaterial } from '../backend.ts'
import { decodeBase64 } from '../encoding/base64.ts'
import { InvalidKeyError } from '../errors.ts'
import { pointOf } from './point.ts'
import { malformedSsh, readSsh, type SshReader } from './ssh-wire.ts'

/** The key of a line such as `ssh-ed25519 AAAA… comment` (RFC 4253 §6.6). Throws `InvalidKeyError`. */
export function parseSshLine(text: string): KeyMaterial {
  const [line = '', ...more] = text.split(/[\r\n]/).filter((each) => /[^ \t]/.test(each))
  if (more.length > 0) throw new InvalidKeyError('The text holds several OpenSSH keys: give one of them')
  const [type = '', base64 = ''] = line.split(/[ \t]/).filter((each) => each !== '')
  const blob = decodeBase64(base64)
  if (blob === undefined) throw new InvalidKeyError('The OpenSSH key is not well-formed base64')
  return parseSshPublic(blob, type)
}

/** The key in the octets of a public key, whose type must be the one that was announced. Throws `InvalidKeyError`. */
export function parseSshPublic(blob: Bytes, announced: string): KeyMaterial {
  const reader = readSsh(blob)
  const type = reader.name()
  if (type !== announced) throw malformedSsh()
  const material = publicFields(type, reader)
  reader.end()
  return material
}

/** The curves of RFC 5656 §10.1 that keys of this type are on. */
export function sshCurveOf(type: string): 'P-256' | 'P-384' | 'P-521' | undefined {
  const bits = /^ecdsa-sha2-nistp(256|384|521)$/.exec(type)?.[1]
  return bits === undefined ? undefined : (`P-${bits}` as 'P-256')
}

/** The identifier of the curve, then the point. */
export function readSshPoint(crv: 'P-256' | 'P-384' | 'P-521', reader: SshReader): ReturnType<typeof pointOf> {
  if (reader.name() !== `nistp${crv.slice(2)}`) throw malformedSsh()
  return pointOf(crv, reader.string(), malformedSsh)
}

/** Why keys of a type cannot be used, and what to do. */
export function refuseSshType(type: string): InvalidKeyError {
  if (type.includes('-cert-v'))
    return new InvalidKeyError('The OpenSSH key is a certificate: give the public key that it was made for')
  if (type.startsWith('sk-')) {
    return new InvalidKeyError(
      'The OpenSSH key is of a security key (FIDO), which signs more than the data: JOSE has no algorithm for it',
    )
  }
  if (type === 'ssh-dss') return new InvalidKeyError('The OpenSSH key is a DSA key, which JOSE has no algorithm for')
  return new InvalidKeyError('The OpenSSH key is of a type that is not known: RSA, Ed25519 and ECDSA are')
}

function publicFields(type: string, reader: SshReader): KeyMaterial {
  if (type === 'ssh-rsa') {
    const e = reader.mpint()
    return { kty: 'RSA', n: reader.mpint(), e }
  }
  if (type === 'ssh-ed25519') return { kty: 'OKP', crv: 'Ed25519', x: reader.string() }
  const crv = sshCurveOf(type)
  if (crv === undefined) throw refuseSshType(type)
  return { kty: 'EC', crv, ...readSshPoint(crv, reader) }
}

import { base64url } from '@jose/core'
import { utf8 } from './craft.ts'
import { armoured, base64, fromHex, joined } from './der.ts'
import { testKeys } from './test-keys.ts'

/** Keys in the forms of OpenSSH, put together by hand so that each part can be another. */

export type SshName = 'RS256' | 'ES256' | 'ES384' | 'ES512' | 'Ed25519'

export const sshNames: readonly SshName[] = ['RS256', 'ES256', 'ES384', 'ES512', 'Ed25519']

type Octets = Uint8Array | readonly number[]

/** A string of RFC 4251 §5: its length, then itself. */
export function field(octets: Octets | string): Uint8Array {
  const content = typeof octets === 'string' ? utf8(octets) : joined(octets)
  return joined(uint32(content.length), content)
}

export function uint32(number: number): Uint8Array {
  return fromHex(number.toString(16).padStart(8, '0'))
}

/** A positive number: no zeros in front but the one that keeps it positive. */
export function mpint(octets: Uint8Array): Uint8Array {
  const first = octets.findIndex((octet) => octet !== 0)
  const short = octets.slice(first)
  return field((short[0] ?? 0) < 0x80 ? short : joined([0], short))
}

export function typeOf(name: SshName): string {
  return { RS256: 'ssh-rsa', Ed25519: 'ssh-ed25519', ES256: nist('256'), ES384: nist('384'), ES512: nist('521') }[name]
}

const nist = (bits: string): string => `ecdsa-sha2-nistp${bits}`

/** What follows the type in a public key. */
export function publicFields(name: SshName): Uint8Array {
  if (name === 'RS256') return joined(mpint(numberOf(name, 'e')), mpint(numberOf(name, 'n')))
  if (name === 'Ed25519') return field(numberOf(name, 'x'))
  const point = joined([4], numberOf(name, 'x'), numberOf(name, 'y'))
  return joined(field(typeOf(name).slice(11)), field(point))
}

/** What follows the type in a private key. */
export function privateFields(name: SshName): Uint8Array {
  if (name === 'RS256') return joined(...['n', 'e', 'd', 'qi', 'p', 'q'].map((member) => mpint(numberOf(name, member))))
  if (name === 'Ed25519') return joined(publicFields(name), field(joined(numberOf(name, 'd'), numberOf(name, 'x'))))
  return joined(publicFields(name), mpint(numberOf(name, 'd')))
}

export interface PrivateParts {
  readonly magic: string
  readonly cipher: string
  readonly kdf: string
  readonly options: Octets
  readonly count: number
  readonly half: Octets
  readonly checks: readonly [number, number]
  readonly type: string
  readonly fields: Octets
  readonly comment: Octets
  /** What follows the comment; without it, as many octets as it takes. */
  readonly padding?: Octets
  readonly behind: Octets
}

/** The octets of a private key. */
export function sshPrivate(name: SshName, changes: Partial<PrivateParts> = {}): Uint8Array {
  const type = typeOf(name)
  const parts: PrivateParts = {
    magic: 'openssh-key-v1\0',
    cipher: 'none',
    kdf: 'none',
    options: [],
    count: 1,
    half: joined(field(type), publicFields(name)),
    checks: [0x01020304, 0x01020304],
    type,
    fields: privateFields(name),
    comment: utf8('me@host'),
    behind: [],
    ...changes,
  }
  const [check, again] = parts.checks
  const open = joined(uint32(check), uint32(again), field(parts.type), parts.fields, field(parts.comment))
  const padding = parts.padding ?? Array.from({ length: (8 - (open.length % 8)) % 8 }, (_, index) => index + 1)
  return joined(
    ...[utf8(parts.magic), field(parts.cipher), field(parts.kdf), field(parts.options), uint32(parts.count)],
    ...[field(parts.half), field(joined(open, padding)), parts.behind],
  )
}

export function sshPem(octets: Uint8Array): string {
  return armoured('OPENSSH PRIVATE KEY', octets)
}

export function sshLine(name: SshName, fields: Octets = publicFields(name), type: string = typeOf(name)): string {
  return `${type} ${base64(joined(field(type), fields))}`
}

export function numberOf(name: SshName, member: string): Uint8Array {
  return base64url.decode(testKeys[name].private[member] as string)
}

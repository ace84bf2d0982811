import { base64url } from '@jose/core'

/** A DER element, whatever it holds. */
export function der(tag: number, ...contents: readonly (Uint8Array | readonly number[])[]): Uint8Array {
  const content = joined(...contents)
  const { length } = content
  const size =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, Math.floor(length / 0x100), length % 0x100]
  return joined([tag, ...size], content)
}

export function joined(...parts: readonly (Uint8Array | readonly number[])[]): Uint8Array {
  return Uint8Array.from(parts.reduce<number[]>((all, part) => all.concat(Array.from(part)), []))
}

export function fromHex(hex: string): Uint8Array {
  return Uint8Array.from({ length: hex.length / 2 }, (_, index) =>
    Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16),
  )
}

/** Big-endian octets of that width, or as few as it takes. */
export function fromNumber(number: bigint, width = 0): Uint8Array {
  const hex = number.toString(16)
  const even = hex.length % 2 === 0 ? hex : `0${hex}`
  return fromHex(even.padStart(width * 2, '0'))
}

export function toNumber(octets: Uint8Array): bigint {
  return BigInt(`0x0${Array.from(octets, (octet) => octet.toString(16).padStart(2, '0')).join('')}`)
}

/** base64 with padding, in lines of 64 characters. */
export function armoured(label: string, octets: Uint8Array): string {
  return `-----BEGIN ${label}-----\n${base64(octets).replace(/.{64}(?!$)/g, '$&\n')}\n-----END ${label}-----\n`
}

export function base64(octets: Uint8Array): string {
  const text = base64url.encode(octets).replace(/-/g, '+').replace(/_/g, '/')
  return text + '==='.slice((text.length + 3) % 4)
}

/** The octets inside a PEM. */
export function unarmoured(pem: string): Uint8Array {
  const body = pem.replace(/-----[^-]*-----|[\s=]/g, '')
  return base64url.decode(body.replace(/\+/g, '-').replace(/\//g, '_'))
}

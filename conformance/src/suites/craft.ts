import { base64url } from '@jose/core'
import type { Operations } from '../modes.ts'

/** A text as it is, octets, or any other value as JSON: what goes into a segment. */
export type Part = string | Uint8Array | object | null | undefined

/** A secret of 64 bytes: long enough for every HMAC and every policy. */
export const secret = 'a secret of sixty-four bytes, for every HMAC and for each policy'

/** base64url of a part. */
export function segment(part: Part): string {
  if (part === undefined) return ''
  return base64url.encode(typeof part === 'string' || part instanceof Uint8Array ? part : JSON.stringify(part))
}

/**
 * A token that the library itself may refuse to write: header and payload are what they are, and the signature over them is good.
 *
 * @example
 * const token = await craft(o, '{"alg":"HS256","alg":"none"}', { sub: 'me' })
 */
export async function craft(
  o: Operations,
  header: Part,
  payload: Part,
  key: unknown = secret,
  algorithm = 'HS256',
): Promise<string> {
  const input = `${segment(header)}.${segment(payload)}`
  return `${input}.${base64url.encode(await signature(o, input, key, algorithm))}`
}

/** The octets of a good signature over any input. */
export async function signature(
  o: Operations,
  input: string | Uint8Array,
  key: unknown = secret,
  algorithm = 'HS256',
): Promise<Uint8Array> {
  return (await o.construct(key, algorithm)).sign(input)
}

/** The segments of a token, decoded. */
export function octetsOf(token: string): readonly Uint8Array[] {
  return token.split('.').map((part) => base64url.decode(part))
}

/** The token with other octets in one of its segments (0 header, 1 payload, 2 signature). */
export function replaced(token: string, index: number, octets: Uint8Array): string {
  return token
    .split('.')
    .map((part, at) => (at === index ? base64url.encode(octets) : part))
    .join('.')
}

/** The octets with one bit changed: the lowest of the octet at `index`, from the end when negative. */
export function flipped(octets: Uint8Array, index = -1): Uint8Array {
  const changed = Uint8Array.from(octets)
  const at = index < 0 ? changed.length + index : index
  changed[at] = (changed[at] as number) ^ 1
  return changed
}

/** UTF-8 octets of a text. */
export function utf8(text: string): Uint8Array {
  return base64url.decode(base64url.encode(text))
}

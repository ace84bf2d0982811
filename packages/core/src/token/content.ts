import type { Bytes } from '../backend.ts'
import { isBytes } from '../encoding/bytes.ts'
import { parseJson, type Refuse, stringifyJson } from '../encoding/json.ts'
import { isWellFormed } from '../encoding/utf8.ts'
import type { Engine } from '../engine.ts'
import { isPlain } from '../options.ts'

/** The octets of a payload or plaintext: bytes as they are, a string as UTF-8, an object or list as JSON. Throws what `refuse` makes. */
export function octetsOf({ codec }: Engine, content: unknown, refuse: Refuse): Bytes {
  if (isBytes(content)) return content
  if (typeof content === 'string') {
    if (!isWellFormed(content)) throw refuse('has a lone surrogate')
    return codec.utf8Encode(content)
  }
  if (!Array.isArray(content) && !isPlain(content))
    throw refuse('is neither text, nor bytes, nor a plain object or list')
  return codec.utf8Encode(stringifyJson(content, refuse))
}

/** The octets of what a method of a key is given: bytes as they are, a string as UTF-8; `what` names it. Throws `TypeError`. */
export function octetsOfData({ codec }: Engine, data: unknown, what: string): Bytes {
  if (typeof data === 'string' && isWellFormed(data)) return codec.utf8Encode(data)
  if (isBytes(data)) return data
  throw new TypeError(`${what} is bytes, or a string without lone surrogates`)
}

/** What octets that came out of a token can be read as. Throws `JWSError` or `JWEError`, as the token was. */
export interface Readings {
  /** The octets as UTF-8. */
  text(): string
  /** The octets as strict JSON. */
  json<T = unknown>(): T
}

/** The readings, which throw what `refuse` makes. */
export function readings({ codec, limits }: Engine, octets: Bytes, refuse: Refuse): Readings {
  const text = (): string => {
    const decoded = codec.utf8Decode(octets)
    if (decoded === undefined) throw refuse('is not UTF-8')
    return decoded
  }
  return { text, json: <T>() => parseJson(text(), limits, refuse) as T }
}

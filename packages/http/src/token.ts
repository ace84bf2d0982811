import type { BearerRequest } from './request.ts'

/**
 * Where a token may be. Answers with what is there, whatever it looks like; `undefined` when nothing is, and a list when it is
 * there more than once.
 */
export interface TokenSource {
  (request: BearerRequest): string | readonly string[] | undefined
  /** Whether the token is part of the URL, so that no shared cache may keep the answer (RFC 6750 §2.3). */
  readonly inUrl?: boolean
}

/** `Authorization: Bearer …` (RFC 6750 §2.1), whatever the case of the scheme. Another scheme is no bearer token. */
export function fromHeader(): TokenSource {
  return fromAuthorization
}

const fromAuthorization: TokenSource = (request) => {
  const value = request.header('authorization')
  if (value === undefined) return undefined
  const credentials = /^ *bearer(?![!#$%&'*+.^_`|~0-9a-z-]) *(.*)$/is.exec(value)
  if (credentials !== null) return credentials[1]
  // Several headers, joined: one of them is ours.
  return /, *bearer(?: |$)/i.test(value) ? value : undefined
}

/**
 * The cookie of exactly that name (RFC 6265 §4.1.1); an empty one, as servers leave that log a user out, is none. A cookie comes along
 * by itself: protect what changes state against CSRF.
 */
export function fromCookie(name: string): TokenSource {
  if (typeof name !== 'string' || !/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name)) {
    throw new TypeError('The name of a cookie is a token of HTTP')
  }
  return (request) => {
    const values = all(pairs(request.header('cookie') ?? '', ';', trim), name)?.map(unquoted)
    return values?.length === 1 && values[0] === '' ? undefined : values
  }
}

/**
 * A parameter of the URL's query (RFC 6750 §2.3). A last resort: URLs end up in logs, histories and `Referer`.
 */
export function fromQuery(name = 'access_token'): TokenSource {
  if (typeof name !== 'string' || name === '')
    throw new TypeError('The name of a parameter is a string, not an empty one')
  const source: TokenSource = ({ url }) => {
    const [, query] = /^[^?#]*\?([^#]*)/s.exec(url) ?? []
    return query === undefined ? undefined : all(pairs(query, '&', formDecoded), name)
  }
  return Object.assign(source, { inUrl: true })
}

type Pair = readonly [name: string, value: string]

function pairs(text: string, separator: string, read: (part: string) => string): readonly Pair[] {
  return text.split(separator).map((part): Pair => {
    const equals = part.indexOf('=')
    return equals < 0 ? [read(part), ''] : [read(part.slice(0, equals)), read(part.slice(equals + 1))]
  })
}

function all(found: readonly Pair[], name: string): readonly string[] | undefined {
  const values = found.filter((pair) => pair[0] === name).map(([, value]) => value)
  return values.length === 0 ? undefined : values
}

/** Without the optional white space around it. By hand: a regular expression takes quadratic time for what an attacker may send. */
function trim(text: string): string {
  let [start, end] = [0, text.length]
  while (start < end && isSpace(text, start)) start++
  while (end > start && isSpace(text, end - 1)) end--
  return text.slice(start, end)
}

function isSpace(text: string, index: number): boolean {
  const code = text.charCodeAt(index)
  return code === 0x20 || code === 0x09
}

function unquoted(value: string): string {
  return value.length > 1 && value.startsWith('"') && value.endsWith('"') ? value.slice(1, -1) : value
}

/** As `application/x-www-form-urlencoded` is read; what is no such encoding stays as it is, and is no token. */
function formDecoded(text: string): string {
  try {
    return decodeURIComponent(text.replace(/\+/g, ' '))
  } catch {
    return text
  }
}

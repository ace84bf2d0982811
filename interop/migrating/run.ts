/** Code of the tables, run; and what it came to, in a form that two libraries share. */
import { KeyObject } from 'node:crypto'
import { base64url } from '@jose/backend-node'
import { findKeys, type Key } from '@jose/core'

export type Scope = { readonly [name: string]: unknown }

/**
 * The value of an expression, or of what each `const … =` names. An expression that mentions `callback` answers by it, as
 * `(error, value)`.
 */
export async function evaluate(code: string, scope: Scope): Promise<unknown> {
  const named = [...code.matchAll(/(?:^|; )const (\{[^}]*\}|\w+) =/g)].map(([, pattern = '']) => pattern)
  const body = named.length === 0 ? `return (${code})` : `${code}\nreturn ${valuesOf(named.join())}`
  const run = (more: Scope): Promise<unknown> => {
    const all = { ...scope, ...more }
    return new Function(...Object.keys(all), `return (async () => {\n${body}\n})()`)(...Object.values(all))
  }
  if (!/\bcallback\b/.test(code)) return await run({})
  return await new Promise((resolve, reject) => {
    const callback = (error: unknown, value: unknown): void => (error ? reject(error) : resolve(value))
    run({ callback }).catch(reject)
  })
}

function valuesOf(pattern: string): string {
  const names = pattern
    .replace(/[{}\s]/g, '')
    .split(',')
    .map((name) => name.replace(/^.*:/, ''))
  return names.length === 1 ? `${names}` : `[${names}]`
}

/** A value as two libraries can agree on it: tokens by their content, keys by their kind, times to a minute, as the other side ran some time before. */
export async function comparable(value: unknown, now: number): Promise<unknown> {
  if (value === undefined || value === null) return null
  if (typeof value === 'function' || isKeySet(value)) return 'keys'
  if (typeof value === 'string') return await readToken(value, now)
  if (value instanceof Uint8Array) return new TextDecoder().decode(value)
  if (isKey(value)) return kindOf(await value.toJwk({ private: value.type !== 'public' }))
  if (value instanceof KeyObject) return kindOf(value.export({ format: 'jwk' }))
  if (value instanceof CryptoKey) return kindOf(KeyObject.from(value).export({ format: 'jwk' }))
  if (Array.isArray(value)) return await Promise.all(value.map((item) => comparable(item, now)))
  if (typeof value !== 'object') return value
  if (typeof (value as { kty?: unknown }).kty === 'string') return kindOf(value)
  if ('ciphertext' in value) return Object.keys(value).sort()
  const members = Object.entries(value).filter(([, member]) => member !== undefined)
  const pairs = members.map(async ([name, member]) => [name, await memberOf(name, member, now)] as const)
  return Object.fromEntries(await Promise.all(pairs))
}

async function memberOf(name: string, value: unknown, now: number): Promise<unknown> {
  const isTime = ['exp', 'nbf', 'iat'].includes(name) && typeof value === 'number'
  return isTime ? `${Math.round((value - now) / 60)} minutes from now` : await comparable(value, now)
}

async function readToken(text: string, now: number): Promise<unknown> {
  if (text.startsWith('-----BEGIN')) return text.split('\n')[0]
  const segments = text.split('.')
  if (!text.startsWith('ey') || ![3, 5].includes(segments.length)) return text
  const [header, payload] = segments.map((segment) => new TextDecoder().decode(base64url.decode(segment)))
  const { epk, p2s, iv, tag, ...members } = JSON.parse(header ?? '') as Scope
  if (segments.length === 5) return { header: members }
  const content: unknown = /^\{/.test(payload ?? '') ? JSON.parse(payload ?? '') : payload
  return { header: members, content: await comparable(content, now) }
}

/** What two fresh keys have in common. */
function kindOf(jwk: object): unknown {
  const { kty, crv, d, k, n, priv } = jwk as Scope
  const bits = typeof n === 'string' || typeof k === 'string' ? base64url.decode(`${n ?? k}`).length * 8 : undefined
  return { key: [kty, crv, bits].filter(Boolean).join(' '), isPrivate: (d ?? k ?? priv) !== undefined }
}

function isKey(value: unknown): value is Key {
  return typeof (value as { toJwk?: unknown }).toJwk === 'function'
}

function isKeySet(value: unknown): boolean {
  return typeof value === 'object' && value !== null && findKeys in value
}

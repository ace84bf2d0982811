/** Names of scopes: a list, or one string with spaces between them (RFC 6749 §3.3). */
export type Scopes = string | readonly string[]

/** The names. Throws `TypeError` for none at all, and for what is no name of a scope. */
export function scopeNames(scopes: Scopes): readonly string[] {
  const names: unknown = typeof scopes === 'string' ? scopes.split(' ') : scopes
  if (!Array.isArray(names) || names.length === 0 || !names.every(isScope)) {
    throw new TypeError('Scopes are names of visible ASCII characters without quotes and backslashes, at least one')
  }
  return [...names]
}

function isScope(name: unknown): boolean {
  return typeof name === 'string' && /^[!#-[\]-~]+$/.test(name)
}

/**
 * Whether the claims grant all the scopes: by `scope` (RFC 8693 §4.2, RFC 9068 §2.2.3), or where there is none, by `scp`, as some
 * issuers call it. Either is a string with spaces, or a list.
 */
export function grants(claims: { readonly [claim: string]: unknown }, scopes: readonly string[]): boolean {
  const has = (claim: string): boolean => Object.prototype.hasOwnProperty.call(claims, claim)
  const value = has('scope') ? claims.scope : has('scp') ? claims.scp : undefined
  const granted: unknown = typeof value === 'string' ? value.split(' ') : value
  return Array.isArray(granted) && scopes.every((scope) => granted.includes(scope))
}

import { JOSEError } from '@jose/core'
import { createResponse, type WebResponse } from './response.ts'
import { scopeNames } from './scopes.ts'

export type BearerCode =
  /** No token. */
  | 'ERR_BEARER_MISSING'
  /** Something that is no token, or tokens in several places. */
  | 'ERR_BEARER_REQUEST'
  /** The token is refused; `cause` says why, to you alone. */
  | 'ERR_BEARER_TOKEN'
  /** The token does not grant the scopes. */
  | 'ERR_BEARER_SCOPE'
  /** The keys could not be fetched. */
  | 'ERR_BEARER_UNAVAILABLE'

/** What a challenge says beside the kind of refusal. */
export interface Challenge {
  /** In printable ASCII. Default `api`. */
  readonly realm?: string | undefined
  /** Scopes that are needed. */
  readonly scopes?: readonly string[] | undefined
  readonly cause?: unknown
}

/**
 * A request was refused (RFC 6750 §3). What the client may see, `status`, `headers` and `body`, is the same for every token that is
 * refused, whatever the reason; and nothing of the token is in any of it.
 */
export class BearerError extends JOSEError {
  static override get kind(): readonly [name: string, code: string] {
    return ['BearerError', 'ERR_BEARER']
  }
  declare readonly code: BearerCode
  /** 400, 401, 403 or 503. */
  readonly status: number
  /** `www-authenticate` and `cache-control`. */
  readonly headers: { readonly [name: string]: string }
  /** JSON. */
  readonly body: string

  constructor(code: BearerCode, challenge: Challenge = {}) {
    const { status, error, message } = refusals[code]
    super(message, code, { cause: challenge.cause })
    this.status = status
    this.headers = headersOf(code, challenge)
    this.body = `{"error":"${error}"}`
  }

  /** The refusal as an answer of the web standard. */
  toResponse(): WebResponse {
    return createResponse(this.body, this.status, { ...this.headers, 'content-type': 'application/json' })
  }
}

interface Refusal {
  readonly status: number
  readonly error: string
  readonly message: string
}

const refusals: { readonly [code in BearerCode]: Refusal } = {
  ERR_BEARER_MISSING: { status: 401, error: 'unauthorized', message: 'A bearer token is required' },
  ERR_BEARER_REQUEST: {
    status: 400,
    error: 'invalid_request',
    message: 'The request bears no single well-formed token',
  },
  ERR_BEARER_TOKEN: { status: 401, error: 'invalid_token', message: 'The bearer token is not accepted' },
  ERR_BEARER_SCOPE: { status: 403, error: 'insufficient_scope', message: 'The bearer token grants too little' },
  ERR_BEARER_UNAVAILABLE: {
    status: 503,
    error: 'temporarily_unavailable',
    message: 'Bearer tokens cannot be verified now',
  },
}

function headersOf(code: BearerCode, { realm = defaultRealm, scopes }: Challenge): BearerError['headers'] {
  const cache = { 'cache-control': 'no-store' }
  if (code === 'ERR_BEARER_UNAVAILABLE') return cache
  // A challenge has one parameter at least, and names no error to a client that has shown nothing (RFC 6750 §3).
  const error = code === 'ERR_BEARER_MISSING' ? '' : `, error="${refusals[code].error}"`
  const scope = code === 'ERR_BEARER_SCOPE' && scopes !== undefined ? `, scope="${scopeNames(scopes).join(' ')}"` : ''
  return { 'www-authenticate': `Bearer realm=${quoted(realm)}${error}${scope}`, ...cache }
}

/** Of a challenge that is given none. */
export const defaultRealm = 'api'

/** A quoted-string of RFC 9110 §5.6.4. Throws `TypeError` for what could end a header or cannot be written in one. */
export function quoted(text: string): string {
  if (typeof text !== 'string' || !/^[ -~]*$/.test(text))
    throw new TypeError('A realm is a string of printable ASCII characters')
  return `"${text.replace(/["\\]/g, '\\$&')}"`
}

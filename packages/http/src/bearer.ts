import {
  type Claims,
  JWKSError,
  JWTError,
  type Jwt,
  type KeySource,
  type SigningName,
  type VerifierOptions,
} from '@jose/core'
import { type BearerCode, BearerError, defaultRealm, quoted } from './bearer-error.ts'
import { ownOptions } from './options.ts'
import { type AnyRequest, type BearerRequest, viewOf } from './request.ts'
import { grants, type Scopes, scopeNames } from './scopes.ts'
import { fromHeader, type TokenSource } from './token.ts'

/** What tokens must be, beside the options of `jwt.createVerifier`: `issuer`, `audience`, `leeway`, `typ`, `maxAge`, `cache` …. */
export interface BearerOptions<C = unknown> extends Omit<VerifierOptions, 'algorithms'> {
  /** The namespace of a backend: `import { jwt } from '@jose/backend-node'` is the line that chooses. */
  readonly jwt: Pick<Jwt, 'createVerifier'>
  /** A key in any form, a set such as `jwks.remote(…)`, a resolver, a ring. */
  readonly key: KeySource
  /** Names a token may choose from. */
  readonly algorithms: SigningName | readonly SigningName[]
  /** Where a token may be. Default `fromHeader()`. A request with tokens in two of several places is refused (RFC 6750 §2). */
  readonly getToken?: TokenSource | readonly TokenSource[]
  /** Whether a request may come without a token. A token that is not accepted is refused all the same. Default false. */
  readonly optional?: boolean
  /** Whether a verified token is refused nevertheless. What it throws passes through, and nobody gets in. */
  readonly isRevoked?: (claims: C & Claims, token: string) => boolean | PromiseLike<boolean>
  /** Scopes that a token must grant, all of them. */
  readonly scopes?: Scopes
  /** Names the protected part of the server in challenges, in printable ASCII. Default `api`. */
  readonly realm?: string
}

/** Who asks. */
export interface Authenticated<C = unknown> {
  readonly claims: C & Claims
  /** As it was sent. Not enumerable, so that it is in no log and no JSON of this object. */
  readonly token: string
  /** Whether the token was in the URL: then the answer is for no shared cache (RFC 6750 §2.3). */
  readonly inUrl: boolean
}

/** Authenticates requests. Rejects with `BearerError`; with anything else where the server is to blame. */
export interface Bearer<A extends Authenticated | undefined = Authenticated> {
  (request: AnyRequest): Promise<A>
  /** Throws `BearerError` where one of the scopes is not granted, or nobody is authenticated. */
  requireScopes(auth: Authenticated | undefined, scopes: Scopes): void
}

/**
 * Bearer tokens that are JWTs (RFC 6750, RFC 9068). The options are checked, and the verifier prepared, once. Throws
 * `TypeError` for options that do not exist or do not fit.
 *
 * @example
 * const authenticate = bearer({ jwt, key: secret, algorithms: ['HS256'] })
 * const request = new Request('https://api.example/', { headers: { authorization: `Bearer ${token}` } })
 * const { claims } = await authenticate(request)
 */
export function bearer<C = unknown>(options: BearerOptions<C> & { readonly optional?: false }): Bearer<Authenticated<C>>
export function bearer<C = unknown>(options: BearerOptions<C>): Bearer<Authenticated<C> | undefined>
export function bearer(options: BearerOptions): Bearer<Authenticated | undefined> {
  const {
    jwt,
    key,
    algorithms,
    getToken,
    optional,
    isRevoked,
    scopes,
    realm = defaultRealm,
    checks,
  } = ownOptions(options)
  const verify = jwt.createVerifier<unknown>(key, { ...checks, algorithms })
  const sources = typeof getToken === 'function' ? [getToken] : getToken === undefined ? [fromHeader()] : [...getToken]
  const needed = scopes === undefined ? undefined : scopeNames(scopes)
  quoted(realm)
  const refusal = (code: BearerCode, cause?: unknown, scopes?: readonly string[]): BearerError =>
    new BearerError(code, { realm, scopes, cause })

  async function authenticate(request: AnyRequest): Promise<Authenticated | undefined> {
    const found = tokensIn(viewOf(request), sources)
    const [first] = found
    if (first === undefined) {
      if (optional) return undefined
      throw refusal('ERR_BEARER_MISSING')
    }
    const { token, inUrl } = first
    if (found.length > 1 || !isToken(token)) throw refusal('ERR_BEARER_REQUEST')
    const claims = await verified(token)
    if (isRevoked !== undefined && (await answerOf(isRevoked(claims, token)))) throw refusal('ERR_BEARER_TOKEN')
    if (needed !== undefined && !grants(claims, needed)) throw refusal('ERR_BEARER_SCOPE', undefined, needed)
    return Object.defineProperty({ claims, inUrl } as Authenticated, 'token', { value: token })
  }

  async function verified(token: string): Promise<Claims> {
    try {
      return await verify(token)
    } catch (error) {
      if (error instanceof JWTError) throw refusal('ERR_BEARER_TOKEN', error)
      if (error instanceof JWKSError) throw refusal('ERR_BEARER_UNAVAILABLE', error)
      throw error
    }
  }

  function requireScopes(auth: Authenticated | undefined, scopes: Scopes): void {
    const names = scopeNames(scopes)
    if (auth === undefined) throw refusal('ERR_BEARER_MISSING')
    if (!grants(auth.claims, names)) throw refusal('ERR_BEARER_SCOPE', undefined, names)
  }

  return Object.assign(authenticate, { requireScopes })
}

interface Found {
  readonly token: string
  readonly inUrl: boolean
}

/** Each place is looked at, so that a second token is seen. */
function tokensIn(request: BearerRequest, sources: readonly TokenSource[]): readonly Found[] {
  const found: Found[] = []
  for (const source of sources) {
    const value = source(request)
    const tokens = typeof value === 'string' ? [value] : (value ?? [])
    if (!Array.isArray(tokens) || !tokens.every((token) => typeof token === 'string')) {
      throw new TypeError('A token source answers with a string, a list of strings, or undefined; with no promise')
    }
    for (const token of tokens) found.push({ token, inUrl: source.inUrl === true })
  }
  return found
}

/** The `b64token` of RFC 6750 §2.1. */
function isToken(text: string): boolean {
  return /^[A-Za-z0-9\-._~+/]+=*$/.test(text)
}

/** Only a boolean decides: a function that forgets to answer lets nobody in. */
async function answerOf(answer: boolean | PromiseLike<boolean>): Promise<boolean> {
  const revoked = await answer
  if (typeof revoked !== 'boolean')
    throw new TypeError("The option 'isRevoked' is a function that answers true or false")
  return revoked
}

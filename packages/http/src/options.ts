import type { VerifierOptions } from '@jose/core'
import type { BearerOptions } from './bearer.ts'

/** The options of this package, and those of the verifier, which it checks itself. */
export interface OwnOptions extends Pick<BearerOptions, 'jwt' | 'key' | 'algorithms'> {
  readonly getToken: BearerOptions['getToken'] | undefined
  readonly optional: boolean
  readonly isRevoked: BearerOptions['isRevoked'] | undefined
  readonly scopes: BearerOptions['scopes'] | undefined
  readonly realm: string | undefined
  readonly checks: Omit<VerifierOptions, 'algorithms'>
}

/** Each option read once, and nothing that is inherited. Throws `TypeError` for what cannot protect anything. */
export function ownOptions(options: BearerOptions): OwnOptions {
  const own = ownMembers(options)
  const { jwt, key, algorithms, getToken, optional = false, isRevoked, scopes, realm, ...checks } = own
  if (typeof jwt?.createVerifier !== 'function') {
    throw new TypeError("The option 'jwt' is required: the namespace of a backend, such as that of @jose/backend-node")
  }
  if (algorithms === undefined) throw new TypeError("The option 'algorithms' is required: the names you accept")
  if (key === undefined || key === null) throw new TypeError("The option 'key' is required")
  if (typeof (key as unknown as PromiseLike<unknown>).then === 'function') {
    throw new TypeError('The key is a promise: await it first')
  }
  if (checks.options?.verifySignature === false)
    throw new TypeError('A bearer token without its signature protects nothing')
  for (const name of ['isRevoked', 'scopes'] as const) {
    if (name in own && own[name] === undefined) {
      throw new TypeError(`The option '${name}' is undefined: leave it out, or give it a value`)
    }
  }
  if (isRevoked !== undefined && typeof isRevoked !== 'function')
    throw new TypeError("The option 'isRevoked' is a function")
  if (typeof optional !== 'boolean') throw new TypeError("The option 'optional' is true or false")
  checkSources(getToken)
  return ownMembers({ jwt, key, algorithms, optional, getToken, isRevoked, scopes, realm, checks: { ...checks } })
}

/** A copy that inherits nothing, so that nobody adds an option by Object.prototype. Throws `TypeError` for what is no plain object. */
export function ownMembers<T extends object>(options: T): T {
  if (typeof options !== 'object' || options === null || !isPlain(options))
    throw new TypeError('Options are a plain object')
  return Object.assign(Object.create(null), options)
}

function checkSources(getToken: unknown): void {
  if (getToken === undefined) return
  const sources: readonly unknown[] = Array.isArray(getToken) ? getToken : [getToken]
  if (sources.length === 0 || !sources.every((source) => typeof source === 'function')) {
    throw new TypeError("The option 'getToken' is a function such as fromHeader(), or a list of them")
  }
}

/** Of no class, so that nothing inherited hides among its members; of any realm. */
function isPlain(value: object): boolean {
  if (Array.isArray(value)) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || prototype === Object.prototype || Object.getPrototypeOf(prototype) === null
}

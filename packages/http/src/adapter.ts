import { type Authenticated, type Bearer, type BearerOptions, bearer } from './bearer.ts'
import { BearerError } from './bearer-error.ts'
import { ownMembers } from './options.ts'

/** Options of an adapter: `onError` answers in place of the adapter. */
export interface AdapterOptions<C, E> extends BearerOptions<C> {
  /** Answers a request that is refused, in place of the adapter. */
  readonly onError?: E
}

export interface Prepared<A extends Authenticated | undefined, E> {
  readonly authenticate: Bearer<A>
  readonly onError: E | undefined
}

/** The options of an adapter, checked. Throws `TypeError`. */
export function prepare<C, E>(options: AdapterOptions<C, E>): Prepared<Authenticated<C> | undefined, E> {
  const { onError, ...rest } = ownMembers(options)
  if (onError !== undefined && typeof onError !== 'function') throw new TypeError("The option 'onError' is a function")
  return { authenticate: bearer<C>(rest), onError }
}

/** The result, or the refusal as a value; what is no refusal is thrown on. */
export async function outcome<T>(flow: () => T | PromiseLike<T>): Promise<T | BearerError> {
  try {
    return await flow()
  } catch (error) {
    if (error instanceof BearerError) return error
    throw error
  }
}

/** What `bearer` has left on the request. Throws `TypeError` where it did not run. */
export function authOf(holder: { readonly auth?: Authenticated | undefined }): Authenticated | undefined {
  if (Object.prototype.hasOwnProperty.call(holder, 'auth')) return holder.auth
  throw new TypeError('The request has not passed bearer(): put it before this handler')
}

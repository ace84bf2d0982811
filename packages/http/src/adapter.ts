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
  /**
   * Who asks, by what the framework hands on with a request that this bearer has let through. What another bearer, or anybody else, leaves
   * on a request is good for reading, and decides nothing.
   */
  readonly passed: WeakMap<object, A>
  /** Who asks. Throws `TypeError` where this bearer did not run. */
  of(request: object): A
}

/** The options of an adapter, checked. Throws `TypeError`. */
export function prepare<C, E>(options: AdapterOptions<C, E>): Prepared<Authenticated<C> | undefined, E> {
  const { onError, ...rest } = ownMembers(options)
  if (onError !== undefined && typeof onError !== 'function') throw new TypeError("The option 'onError' is a function")
  const passed = new WeakMap<object, Authenticated<C> | undefined>()
  const of = (request: object): Authenticated<C> | undefined => {
    if (passed.has(request)) return passed.get(request)
    throw new TypeError('The request has not passed this bearer(): put it before this handler')
  }
  return { authenticate: bearer<C>(rest), onError, passed, of }
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

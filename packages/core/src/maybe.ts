/**
 * The one seam between sync and async: a flow is written once over "a value or a promise of it".
 * With a sync backend every step is a value, and so is the result; with an async one the first
 * promise makes the rest of the flow a promise.
 */
export type Maybe<T> = T | PromiseLike<T>

/** Whether the value is a promise of any realm or library. */
export function isPromise<T>(value: Maybe<T>): value is PromiseLike<T> {
  return typeof value === 'object' && value !== null && typeof (value as PromiseLike<T>).then === 'function'
}

/**
 * Continue with `next` now, or once the promise is fulfilled. (Not named `then`: a module that exports `then` is
 * itself taken for a promise by `await import()`.)
 */
export function andThen<T, R>(value: Maybe<T>, next: (value: T) => Maybe<R>): Maybe<R> {
  return isPromise(value) ? value.then(next) : next(value)
}

/** A promise that the flow does not wait for yet: should it fail meanwhile, whoever waits for it later is told, and nobody before. */
export function begun<T>(value: Maybe<T>): Maybe<T> {
  if (!isPromise(value)) return value
  const running = Promise.resolve(value)
  running.catch(() => undefined)
  return running
}

/** Run `flow`; what it throws, now or later, goes to `onError`. */
export function recover<T>(flow: () => Maybe<T>, onError: (error: unknown) => Maybe<T>): Maybe<T> {
  try {
    const value = flow()
    return isPromise(value) ? value.then(undefined, onError) : value
  } catch (error) {
    return onError(error)
  }
}

/**
 * Try the candidates in order and answer with the first success, `undefined` when there is none.
 * An attempt that throws stops the search: an attempt says "no" by answering `undefined`.
 */
export function firstSuccess<C, R>(
  candidates: readonly C[],
  attempt: (candidate: C) => Maybe<R | undefined>,
  from = 0,
): Maybe<R | undefined> {
  for (let index = from; index < candidates.length; index++) {
    const result = attempt(candidates[index] as C)
    if (isPromise(result)) {
      const next = index + 1
      return result.then((value) => (value === undefined ? firstSuccess(candidates, attempt, next) : value))
    }
    if (result !== undefined) return result
  }
  return undefined
}

/** The results for all items, one after the other. */
export function inOrder<T, R>(
  items: readonly T[],
  next: (item: T, index: number) => Maybe<R>,
  done: readonly R[] = [],
): Maybe<readonly R[]> {
  const results = [...done]
  for (let index = done.length; index < items.length; index++) {
    const result = next(items[index] as T, index)
    if (isPromise(result)) return result.then((value) => inOrder(items, next, [...results, value]))
    results.push(result)
  }
  return results
}

/** The outcome of a flow in sync mode. A promise in it would pass for an answer that nobody has waited for. Throws `TypeError`. */
export function settled<T>(value: Maybe<T>): T {
  if (isPromise(value)) throw new TypeError('A promise came up in a sync call: the backend must answer at once')
  return value
}

/** The outcome of a flow as a real promise, whatever it throws included. */
export function promised<T>(flow: () => Maybe<T>): Promise<T> {
  try {
    return Promise.resolve(flow())
  } catch (error) {
    return Promise.reject(error)
  }
}

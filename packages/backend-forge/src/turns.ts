/**
 * Long work in async mode: nothing of it runs off the event loop, so each piece of it gets a turn of its own, and the
 * runtime comes to other things in between.
 */

interface Scheduling {
  setImmediate?(callback: () => void): unknown
  setTimeout?(callback: () => void, milliseconds: number): unknown
  MessageChannel?: new () => {
    readonly port1: { onmessage: (() => void) | null }
    readonly port2: { postMessage(value: unknown): void }
  }
}

const waiting: (() => void)[] = []

/** The answer of `work`, run in a later turn of the event loop; at once in an engine that has none. */
export function inTurn<T>(work: () => T | Promise<T>): T | Promise<T> {
  const schedule = scheduler()
  if (schedule === undefined) return work()
  return new Promise((resolve, reject) => {
    waiting.push(() => {
      try {
        resolve(work())
      } catch (error) {
        reject(error)
      }
    })
    // Whoever waits is run one at a time: what is asked for at once still leaves turns for others.
    if (waiting.length === 1) schedule(nextTurn)
  })
}

/** Whether the runtime has an event loop that can be waited for. */
export function hasTurns(): boolean {
  const { setImmediate, MessageChannel, setTimeout } = globalThis as unknown as Scheduling
  return [setImmediate, MessageChannel, setTimeout].some((means) => typeof means === 'function')
}

/** Fulfilled in a later turn. */
export async function turn(): Promise<void> {
  await inTurn(() => undefined)
}

/** Run the steps in turns of some 10 ms each; the answer is what the last step returns. */
export function inTurns<T>(steps: Iterator<unknown, T>): T | Promise<T> {
  if (!hasTurns()) return finished(steps)
  const step = (): T | Promise<T> => {
    const end = Date.now() + 10
    do {
      const { done, value } = steps.next()
      if (done === true) return value as T
    } while (Date.now() < end)
    return inTurn(step)
  }
  return inTurn(step)
}

/** All the steps, now. */
export function finished<T>(steps: Iterator<unknown, T>): T {
  for (;;) {
    const { done, value } = steps.next()
    if (done === true) return value as T
  }
}

function nextTurn(): void {
  const run = waiting[0] as () => void
  run()
  waiting.shift()
  if (waiting.length > 0) (scheduler() ?? call)(nextTurn)
}

function call(callback: () => void): void {
  callback()
}

type Schedule = (callback: () => void) => void

let channel: Schedule | undefined

/** What the runtime has, quickest first; looked up each time, as tests and polyfills replace it. */
function scheduler(): Schedule | undefined {
  const { setImmediate, setTimeout, MessageChannel } = globalThis as unknown as Scheduling
  if (typeof setImmediate === 'function') return setImmediate
  if (typeof MessageChannel === 'function') {
    channel ??= overChannel(new MessageChannel())
    return channel
  }
  return typeof setTimeout === 'function' ? (callback) => setTimeout(callback, 0) : undefined
}

function overChannel({ port1, port2 }: InstanceType<NonNullable<Scheduling['MessageChannel']>>): Schedule {
  return (callback) => {
    port1.onmessage = () => {
      // A port that listens would keep the process alive.
      port1.onmessage = null
      callback()
    }
    port2.postMessage(null)
  }
}

interface Scheduling {
  readonly MessageChannel?: new () => {
    readonly port1: { onmessage: (() => void) | null; close(): void }
    readonly port2: { postMessage(value: unknown): void }
  }
  readonly setTimeout?: (callback: () => void, milliseconds: number) => unknown
}

/** Lets the event loop turn; goes on at once in an engine that has none. */
export function turn(): Promise<void> {
  const { MessageChannel, setTimeout } = globalThis as unknown as Scheduling
  return new Promise((resolve) => {
    // A message comes at once, where a timer of a browser waits for some milliseconds.
    if (MessageChannel !== undefined) {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => {
        port1.close()
        resolve()
      }
      port2.postMessage(null)
    } else if (setTimeout !== undefined) setTimeout(resolve, 0)
    else resolve()
  })
}

/** Why a case does not apply to a backend. It ends the case without failing it. */
export class Skipped extends Error {
  readonly reason: string
  constructor(reason: string) {
    super(`skipped: ${reason}`)
    this.name = 'Skipped'
    this.reason = reason
  }
}

/**
 * End the running case: it does not apply to this backend. What a backend has may be known only when it is ready, so
 * every case is registered, and asks when it runs.
 *
 * @example
 * it('…', async () => {
 *   if (!o.backend.supports(primitive)) skip(`${o.backend.name} has no ${primitive.name}`)
 * })
 */
export function skip(reason: string): never {
  throw new Skipped(reason)
}

// A remote set without a server, a clock or cryptography.
import { findKeys, type JWKSError, type JwksEvent, type RemoteKeySet, type RemoteOptions } from '@jose/core'
import { languageCodec as codec } from '../src/encoding/codec.ts'
import { listsOf } from '../src/jwk/key-set.ts'
import { remoteKeySet } from '../src/jwks/remote.ts'

export const url = 'https://issuer.example/keys'
const jwk = (kid: string) => ({ kty: 'EC', kid })
export const setOf = (...kids: readonly string[]) => ({ keys: kids.map(jwk) })

/** A set whose time and whose server are in the hand of the test. */
export function held(options: RemoteOptions = {}) {
  const events: JwksEvent[] = []
  const open: { send(set: unknown, status?: number): void; fail(error: Error): void }[] = []
  const state = { now: 1000, requests: 0 }
  const fetch = () =>
    new Promise<never>((resolve, reject) => {
      state.requests++
      open.push({
        send: (set, status = 200) => resolve({ status, text: async () => JSON.stringify(set) } as never),
        fail: reject,
      })
    })
  const keys: RemoteKeySet = remoteKeySet(
    url,
    { fetch, onEvent: (event) => events.push(event), ...options },
    { clock: () => state.now, codec },
  )
  /** The kids of the keys that may serve, or the code of the error; at once in sync mode. */
  const ask = (kid: string | undefined, mode: 'sync' | 'async' = 'async', alg = 'ES256'): unknown => {
    const kids = (answer: unknown) => listsOf(answer)?.flatMap((list) => list.map((member) => member.kid))
    const code = (error: JWKSError) => error.code
    try {
      const answer = keys[findKeys]({ header: { alg, ...(kid !== undefined && { kid }) }, side: 'read', mode })
      return answer instanceof Promise ? answer.then(kids, code) : kids(answer)
    } catch (error) {
      return code(error as JWKSError)
    }
  }
  /** What an answer is by now, where it is there already. */
  const soon = async (answer: unknown): Promise<unknown> => {
    const late = new Promise((resolve) => setTimeout(() => resolve('waits'), 5))
    return Promise.race([answer, late])
  }
  /** Answers the oldest request that is open. */
  const answer = async (set: unknown, status?: number): Promise<void> => {
    open.shift()?.send(set, status)
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
  const loaded = async (...kids: readonly string[]): Promise<void> => {
    const first = ask(kids[0])
    await answer(setOf(...kids))
    await first
  }
  const types = () => events.map(({ type }) => type)
  return { keys, events, types, state, open, ask, soon, answer, loaded }
}

// A verifier that remembers, by a set of the caller's own that allows less after a while.
import { nodeBackend } from '@jose/backend-node'
import { createJose, findKeys, type KeySet } from '@jose/core'
import { describe, expect, it } from 'vitest'
import { thrownBy } from './refusals.ts'

const { jwk, jwt } = createJose(nodeBackend())
const { alg: _, ...secret } = jwk.generateSync('HS256').toJwkSync({ private: true })
const key = jwk.constructSync(secret)

describe('a token that is remembered', () => {
  it.each([
    ['another algorithm', ['HS512']],
    ['none that it names', undefined],
  ])('is refused like a fresh one once the set allows %s', (_what, later) => {
    let algorithms: readonly string[] | undefined = ['HS256']
    const set: KeySet = {
      [findKeys]: () => key,
      get algorithms() {
        return algorithms
      },
    }
    const tokens = [1, 2].map((jti) => jwt.encodeSync({ jti: String(jti) }, key, { algorithm: 'HS256' }))
    const [known, fresh] = tokens as [string, string]
    const verify = jwt.createVerifierSync(set, { cache: true })
    expect(verify(known).jti).toBe('1')
    algorithms = later
    const refusal = thrownBy(() => verify(fresh))
    expect(refusal).toBeInstanceOf(Error)
    expect(thrownBy(() => verify(known))).toMatchObject({
      name: (refusal as Error).name,
      message: (refusal as Error).message,
    })
  })
})

import { equal, ok, refuses } from '../assert.ts'
import { skip } from '../skip.ts'
import type { Suite } from '../suite.ts'

/** `onProgress` of `jwk.generate`. */
export const keysProgress: Suite = (o, it) => {
  it('RSA: candidates tried so far, where the backend searches for primes itself', async () => {
    if (!o.jose.supports('RS256')) skip(`${o.backend.name} has no RS256`)
    const seen: number[] = []
    const { key } = await o.generate('RS256', { onProgress: (attempts) => seen.push(attempts) })
    equal([key.kty, key.bits], ['RSA', 2048])
    ok(
      seen.every((attempts, index) => Number.isSafeInteger(attempts) && attempts >= (seen[index - 1] ?? 0)),
      'numbers that grow',
    )
    const before = seen.length
    await o.generate('HS256')
    equal(seen.length, before, 'no calls once the key is there')
  })
  it('other kinds of keys are made in one go', async () => {
    for (const algorithm of ['HS256', 'ES256', 'A128GCM']) {
      if (!o.jose.supports(algorithm)) continue
      let calls = 0
      await o.generate(algorithm, { onProgress: () => calls++ })
      equal(calls, 0, algorithm)
    }
  })
  it('it is a function', async () => {
    for (const onProgress of [null, 5, 'x', {}, true])
      await refuses(() => o.generate('HS256', { onProgress: onProgress as unknown as () => void }), { is: TypeError })
    equal((await o.generate('HS256', { onProgress: undefined as unknown as () => void })).key.kty, 'oct')
  })
  it('what it throws ends the search, and reaches the caller as it is', async () => {
    if (!o.jose.supports('RS256')) skip(`${o.backend.name} has no RS256`)
    const own = new Error('enough')
    let calls = 0
    const made = o.generate('RS256', {
      onProgress() {
        calls++
        throw own
      },
    })
    const error: unknown = await made.then(
      () => undefined,
      (thrown: unknown) => thrown,
    )
    ok(calls === 0 ? error === undefined : error === own && calls === 1, 'the error itself, at the first call')
  })
}

import { nodeBackend } from '@jose/backend-node'
import { createJose } from '@jose/core'
import { expect, it } from 'vitest'

it('a backend without a sync half has no sync twins at run time', async () => {
  const { jwt, jws, jwk } = createJose({ ...nodeBackend(), sync: undefined })
  const key = await jwk.generate('HS256')
  for (const target of [jwt, jws, jwk, key]) {
    const names = [...Object.keys(target), ...Object.getOwnPropertyNames(Object.getPrototypeOf(target))]
    expect(names.filter((name) => name.endsWith('Sync'))).toEqual([])
  }
  expect(await jwt.decode(await jwt.encode({ sub: 'a' }, key), key)).toEqual({ sub: 'a' })
})

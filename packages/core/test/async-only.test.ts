import { nodeBackend } from '@jose/backend-node'
import { createEngines, createJose, findKeys, type Wanted } from '@jose/core'
import { expect, it } from 'vitest'

it('a backend without a sync half has no sync twins at run time', async () => {
  const backend = { ...nodeBackend(), sync: undefined }
  const { jwt, jws, jwe, jwk } = createJose(backend)
  expect([Object.keys(createEngines(backend)), Object.keys(createEngines(nodeBackend()))]).toEqual([
    ['async'],
    ['async', 'sync'],
  ])
  const key = await jwk.generate('HS256')
  for (const target of [jwt, jws, jwe, jwk, key]) {
    const names = [...Object.keys(target), ...Object.getOwnPropertyNames(Object.getPrototypeOf(target))]
    expect(names.filter((name) => name.endsWith('Sync'))).toEqual([])
  }
  expect(await jwt.decode(await jwt.encode({ sub: 'a' }, key), key)).toEqual({ sub: 'a' })
})

it('a set of keys is told that there is time to wait', async () => {
  const { jwt } = createJose(nodeBackend())
  const modes: string[] = []
  const set = {
    [findKeys]({ mode }: Wanted) {
      modes.push(mode)
      return 'secret'
    },
  }
  await jwt.decode(await jwt.encode({}, set), set, { algorithms: ['HS256'] })
  jwt.encodeSync({}, set)
  expect(modes).toEqual(['async', 'async', 'sync'])
})

import { nodeBackend } from '@jose/backend-node'
import { createJose, decodeJwt, encodeJwt, signJws, verifyJws } from '@jose/core'
import { expect, it } from 'vitest'

const node = nodeBackend()
const secret = new Uint8Array(32).fill(7)
const algorithms = ['HS256']

it('the flows by themselves do what the bound ones do', async () => {
  const { jwt, jws } = createJose(node)
  const token = await encodeJwt(node, { a: 1 }, secret, { headers: { kid: '1' } })
  expect(token).toBe(jwt.encodeSync({ a: 1 }, secret, { headers: { kid: '1' } }))
  expect(await decodeJwt(node, token, secret, { algorithms })).toMatchObject({ header: { kid: '1' }, claims: { a: 1 } })
  const signed = await signJws(node, 'text', secret, { algorithm: 'HS384' })
  expect(signed).toBe(jws.signSync('text', secret, { algorithm: 'HS384' }))
  expect((await verifyJws(node, signed, secret, { algorithms: ['HS384'] })).text()).toBe('text')
})

it('what they refuse is a promise that fails', async () => {
  await expect(decodeJwt(node, 'x.y.z', secret, { algorithms })).rejects.toMatchObject({ code: 'ERR_JWT_INVALID' })
  await expect(verifyJws(node, 'x.y.z', secret, { algorithms })).rejects.toMatchObject({ code: 'ERR_JWS_INVALID' })
  await expect(encodeJwt(node, { exp: 'soon' } as object, secret)).rejects.toMatchObject({ claim: 'exp' })
  await expect(signJws(node, 5 as never, secret)).rejects.toMatchObject({ code: 'ERR_JWS_INVALID' })
})

it('a key that one of them answers with can do elsewhere what keys can do there', async () => {
  const { jws, jwk } = createJose(node)
  const signed = await signJws(
    node,
    'text',
    { kty: 'oct', k: 'BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc', kid: '1' },
    { algorithm: 'HS256' },
  )
  const { key } = await verifyJws(node, signed, secret, { algorithms })
  expect(jws.verifySync(signed, key as never, { algorithms }).text()).toBe('text')
  expect(jwk.constructSync(key as never).toJwkSync({ private: true })).toMatchObject({ kty: 'oct' })
})

it('they make what a backend needs once', async () => {
  let asked = 0
  const counting = {
    ...node,
    get codec() {
      asked++
      return node.codec
    },
  }
  for (let round = 0; round < 3; round++) await encodeJwt(counting as never, {}, secret)
  expect(asked).toBe(1)
})

it('a sync call of a backend that answers later is refused: nobody would have waited', () => {
  const late = { ...node.sync, mac: async (...given: Parameters<typeof node.sync.mac>) => node.sync.mac(...given) }
  const { jws } = createJose({ ...node, sync: late as never })
  expect(() => jws.signSync('text', secret)).toThrow(
    new TypeError('A promise came up in a sync call: the backend must answer at once'),
  )
})

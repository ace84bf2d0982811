import { setImmediate as turn } from 'node:timers/promises'
import { nodeBackend } from '@jose/backend-node'
import { type Bytes, createJose, type Primitives } from '@jose/core'
import { expect, it } from 'vitest'

const node = nodeBackend()
const { jwe, jwk } = createJose(node)
const keys = [jwk.generateSync('RSA-OAEP-256'), jwk.generateSync('RSA-OAEP-256')] as const
const [key] = keys
const options = { algorithm: 'RSA-OAEP-256' } as const

function having(own: Partial<Primitives<'async'>>) {
  return createJose({ ...node, async: { ...node.async, ...own } }).jwe
}

it.each([
  ['compact', 'encrypt'],
  ['JSON', 'encryptFlattened'],
] as const)('the content of a %s token is encrypted while its key is wrapped', async (_, form) => {
  let encrypted: () => void
  const content = new Promise<void>((resolve) => {
    encrypted = resolve
  })
  const slow = having({
    wrap: (...given) => content.then(() => node.async.wrap(...given)),
    encrypt: (...given) => {
      encrypted()
      return node.async.encrypt(...given)
    },
  })
  const token =
    form === 'encrypt' ? await slow.encrypt('text', key, options) : await slow[form]('text', { key, ...options })
  expect(jwe.decryptSync(token, key).text()).toBe('text')
})

it('it is wrapped for all recipients at once', async () => {
  const waiting: (() => void)[] = []
  const slow = having({
    wrap: (...given) =>
      new Promise<void>((resolve) => {
        waiting.push(resolve)
        if (waiting.length === keys.length) for (const go of waiting) go()
      }).then(() => node.async.wrap(...given)),
  })
  const recipients = keys.map((of) => ({ key: of, ...options }))
  const token = await slow.encryptGeneral('text', recipients)
  for (const of of keys) expect(jwe.decryptSync(token, of).text()).toBe('text')
})

// A failure that nobody has heard of yet would end the process: the runner reports it.
it('a wrap that fails long before the content is encrypted is what the call fails by', async () => {
  const failing = having({
    wrap: () => Promise.reject(new Error('of the wrap')),
    encrypt: (...given) => turn().then((): Promise<Bytes> | Bytes => node.sync.encrypt(...given)),
  })
  await expect(failing.encrypt('text', key, options)).rejects.toThrow('of the wrap')
})

it('of a wrap that fails after the content did nobody hears', async () => {
  const failing = having({
    wrap: () => turn().then(() => Promise.reject(new Error('of the wrap'))),
    encrypt: () => Promise.reject(new Error('of the content')),
  })
  await expect(failing.encrypt('text', key, options)).rejects.toThrow('of the content')
  await turn()
  await turn()
})

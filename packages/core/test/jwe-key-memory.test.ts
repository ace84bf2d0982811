// A key that is given as octets, which the caller may overwrite while a call waits.
import { nodeBackend } from '@jose/backend-node'
import { createJose } from '@jose/core'
import { describe, expect, it } from 'vitest'

const node = nodeBackend()
const importLater: typeof node.async.importKey = async (material, use) => node.async.importKey(material, use)
const { jwe } = createJose({ ...node, async: { ...node.async, importKey: importLater } })
const secret = new Uint8Array(32).fill(7)

describe('octets that are overwritten while a token is decrypted are the key that they were', () => {
  const recipients = [
    { key: secret.subarray(16), algorithm: 'A128KW' },
    { key: secret, algorithm: 'A256KW' },
  ] as const

  it.each([
    ['for a token whose second recipient they are', jwe.encryptGeneralSync('text', recipients)],
    ['for a token that is decoded in parts', jwe.encryptSync('x'.repeat(3 * 2 ** 19 + 1), secret)],
  ])('%s', async (_, token) => {
    const key = Uint8Array.from(secret)
    const decrypted = jwe.decrypt(token, key)
    key.fill(0x55)
    expect((await decrypted).text()).toBe(jwe.decryptSync(token, secret).text())
  })
})

it('octets that stay what they are become a key once for all compact tokens', async () => {
  const token = jwe.encryptSync('text', secret)
  const { key } = await jwe.decrypt(token, secret)
  expect((await jwe.decrypt(token, secret)).key).toBe(key)
})

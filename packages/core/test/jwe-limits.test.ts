// What is written is as large as the limits allow, and no larger.
import { nodeBackend } from '@jose/backend-node'
import { createJose } from '@jose/core'
import { expect, it } from 'vitest'
import { code } from './refusals.ts'

const node = nodeBackend()
const { jwe } = createJose(node)
const key = new Uint8Array(32).fill(7)

it('content that is compressed may have as many octets as a token, however few are left of them', () => {
  const { jwe: limited } = createJose(node, { limits: { jwe: 1000 } })
  const zip = 'DEF'
  for (const encrypt of [
    (text: string) => limited.encryptSync(text, key, { zip }),
    (text: string) => limited.encryptFlattenedSync(text, { key }, { zip }),
    (text: string) => limited.encryptGeneralSync(text, [{ key, algorithm: 'A256KW' }], { zip }),
  ]) {
    expect(limited.decryptSync(encrypt('x'.repeat(1000)), key).text()).toHaveLength(1000)
    expect(() => encrypt('x'.repeat(1001))).toThrow(code('ERR_LIMIT'))
  }
})

it('additional data and ciphertext of a JSON form are together as long as the limit allows', () => {
  const content = 'x'.repeat(300)
  const encrypt = (limit: number) =>
    createJose(node, { limits: { jwe: limit } }).jwe.encryptFlattenedSync(content, { key }, { aad: 'more' })
  const { protected: header, aad, ciphertext } = jwe.encryptFlattenedSync(content, { key }, { aad: 'more' })
  const { length } = `${header}.${aad}${ciphertext}`
  expect(encrypt(length).ciphertext).toHaveLength(400)
  expect(() => encrypt(length - 1)).toThrow(code('ERR_LIMIT'))
})

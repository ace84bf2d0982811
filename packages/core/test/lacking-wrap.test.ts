import { nodeBackend } from '@jose/backend-node'
import { createJose, UnsupportedAlgorithmError } from '@jose/core'
import { expect, it } from 'vitest'

// As in Chromium, which has no AES-192: the agreement is there, and what it shall wrap with is not.
it('ECDH-ES with a wrap that the backend lacks is unsupported, to encrypt and to decrypt', async () => {
  const whole = nodeBackend()
  const lacking = createJose({
    ...whole,
    supports: (item) => !('bits' in item && item.bits === 192) && whole.supports(item),
  })
  const { jwe, jwk } = createJose(whole)
  const key = await jwk.generate('ECDH-ES')
  const pem = await key.toPem({ private: true })
  const token = await jwe.encrypt('x', pem, { algorithm: 'ECDH-ES+A192KW', encryption: 'A128GCM' })
  await expect(lacking.jwe.decrypt(token, pem)).rejects.toBeInstanceOf(UnsupportedAlgorithmError)
  await expect(lacking.jwe.encrypt('x', pem, { algorithm: 'ECDH-ES+A192KW' })).rejects.toBeInstanceOf(
    UnsupportedAlgorithmError,
  )
  const other = await jwe.encrypt('x', pem, { algorithm: 'ECDH-ES+A128KW', encryption: 'A128GCM' })
  expect((await lacking.jwe.decrypt(other, pem)).text()).toBe('x')
})

import { createPrivateKey, createPublicKey, createSecretKey, generateKeyPairSync } from 'node:crypto'
import { nodeBackend } from '@jose/backend-node'
import { conformance, type NativeKeys, reportText } from '@jose/conformance'
import { compose, type JWK } from '@jose/core'
import { afterAll, describe, it } from 'vitest'
import { remoteBackend } from '../remote-keys/backend.ts'
import { type TestService, testService, token } from './service.ts'

// Before the cases are registered: the backend wants to know where its service is.
const service: TestService = await testService()
const remote = remoteBackend(nodeBackend(), { url: service.url, token })

/** Private keys go to the service first, and are used from there; the others are node's. */
const native: NativeKeys = {
  async from(jwk: JWK) {
    if (jwk.kty === 'oct') return createSecretKey(Buffer.from(jwk.k as string, 'base64url'))
    if (jwk.d === undefined && jwk.priv === undefined) return createPublicKey({ key: { ...jwk }, format: 'jwk' })
    const id = `key-${service.keys.size}`
    service.keys.set(id, { privateKey: createPrivateKey({ key: { ...jwk }, format: 'jwk' }) })
    return remote.key(id)
  },
  unfit: { 'RSA of 1024 bits': () => generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey },
}

const report = conformance(compose(remote, nodeBackend()), { describe, it, native })

afterAll(async () => {
  await service.close()
  process.stdout.write(`\n${reportText(report)}\n${service.signed()} signatures by the key service\n`)
})

import './pure-javascript.ts'
import { generateKeyPairSync } from 'node:crypto'
import { conformance, type NativeKeys, reportText } from '@jose/conformance'
import { createJose, type JWK } from '@jose/core'
import { afterAll, describe, it } from 'vitest'
import { forgeBackend } from '../src/index.ts'
import { forgeKey } from './forge-keys.ts'

const backend = forgeBackend()
const rsa = (bits: number): JWK =>
  generateKeyPairSync('rsa', { modulusLength: bits }).privateKey.export({ format: 'jwk' }) as JWK

const native: NativeKeys = {
  // node-forge has key objects for RSA; of other keys this backend's own handles go round.
  from: (jwk) => (jwk.kty === 'RSA' ? forgeKey(jwk) : handleOf(jwk)),
  encrypting: (jwk) => native.from(jwk, ''),
  unfit: {
    'RSA of 1024 bits': () => forgeKey(rsa(1024)),
    'an RSA key without its CRT numbers': () => ({ ...forgeKey(rsa(2048)), qInv: undefined }),
    'an RSA key of two others': () => ({ ...forgeKey(rsa(2048)), n: forgeKey(rsa(2048)).n }),
  },
}

/** The handle behind a key, as a backend that is composed of this one comes by it. */
function handleOf(jwk: JWK): unknown {
  let handle: unknown
  const { sync } = backend
  const seeing = {
    ...backend,
    sync: {
      ...sync,
      importKey: (material: Parameters<typeof sync.importKey>[0]) => {
        const key = sync.importKey(material)
        handle = key.handle
        return key
      },
    },
  }
  createJose(seeing).jwk.constructSync(jwk)
  return handle
}

const report = conformance(backend, { describe, it, native })

afterAll(() => void process.stdout.write(`\n${reportText(report)}\n`))

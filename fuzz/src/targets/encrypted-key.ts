import { createCipheriv, createPrivateKey, pbkdf2Sync } from 'node:crypto'
import { testKeys } from '../../../conformance/src/suites/test-keys.ts'
import { writeEncryptedKey } from '../../../packages/core/src/jwk/pbes2.ts'
import { same, type Target } from '../target.ts'
import { foreignDer } from '../vectors.ts'
import { partsOf } from './key-parts.ts'

const passphrase = 'correct horse'

/** Private keys in DER that are encrypted, with few iterations; the passphrase is the right one. */
export const target: Target = {
  seeds: () => [
    ...(['SHA-1', 'SHA-256', 'SHA-384', 'SHA-512'] as const).map((hash) => encrypted(hash, 128)),
    ...([192, 256] as const).map((bits) => encrypted('SHA-256', bits)),
    ...foreignDer(/BEGIN ENCRYPTED/),
  ],
  words: [
    ...['2a864886f70d01050d', '2a864886f70d01050c', '2b06010401da47040b', '2a864886f70d0207', '2a864886f70d0209'],
    ...[
      '2a864886f70d020b',
      '60864801650304012a',
      '608648016503040116',
      '608648016503040102',
      '0500',
      '020102',
      '020110',
    ],
  ].map((hex) => Uint8Array.from(Buffer.from(hex, 'hex'))),
  async read(o, input) {
    const parts = await partsOf(await o.construct({ der: input }, undefined, { passphrase }))
    same('A key by its JWK', parts.jwk, (await partsOf(await o.construct(parts.jwk))).jwk)
    return parts
  },
}

function encrypted(hash: 'SHA-1' | 'SHA-256' | 'SHA-384' | 'SHA-512', bits: 128 | 192 | 256): Uint8Array {
  const pkcs8 = createPrivateKey(testKeys.ES256.privatePem).export({ type: 'pkcs8', format: 'der' })
  const [salt, iv, iterations] = [Uint8Array.from({ length: 8 }, (_, at) => at), new Uint8Array(16), 2]
  const cipher = createCipheriv(
    `aes-${bits}-cbc`,
    pbkdf2Sync(passphrase, salt, iterations, bits / 8, hash.replace('-', '')),
    iv,
  )
  const ciphertext = Uint8Array.from(Buffer.concat([cipher.update(pkcs8), cipher.final()]))
  return writeEncryptedKey({ scheme: { hash, bits, salt, iterations, iv }, ciphertext })
}

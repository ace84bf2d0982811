import { conformance, reportText, type Skip } from '@jose/conformance'
import { Crypto } from '@peculiar/webcrypto'
import { afterAll, describe, it } from 'vitest'
import { webcryptoBackend } from '../src/index.ts'
import { cryptoKeysOf } from './native.ts'

/** A second WebCrypto, in JavaScript on top of node:crypto. */
const crypto = new Crypto()

const curves = ['P-256', 'P-384', 'P-521', 'secp256k1']
const alone = 'of a private half alone the public half is computed'

const skip: readonly Skip[] = [
  {
    reason: '@peculiar/webcrypto computes no public half of a private EC key',
    cases: [
      ...['ES256', 'ES384', 'ES512', 'ES256K'].map((name) => `${name}: ${alone}`),
      ...curves.flatMap((crv) => [`${crv}, x and d begin with 0: ${alone}`, `${crv}, y and d begin with 0: ${alone}`]),
      'ECDH P-256: RFC 7518 appendix C, Alice',
      'ECDH P-256: RFC 7518 appendix C, Bob',
      'ECDH P-384: RFC 7520 §5.4',
      'ECDH P-256: RFC 7520 §5.5',
      ...curves.map((crv) => `ECDH ${crv}: OpenSSL 3 ${crv}, a secret that begins with 0`),
    ],
  },
]

const report = conformance(webcryptoBackend({ crypto }), {
  describe: (name, body) => describe(`@peculiar/webcrypto: ${name}`, body),
  it,
  skip,
  native: cryptoKeysOf(crypto),
})

afterAll(() => void process.stdout.write(`\n@peculiar/webcrypto: ${reportText(report)}\n`))

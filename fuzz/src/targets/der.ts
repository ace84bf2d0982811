import { unarmoured } from '../../../conformance/src/suites/der.ts'
import { testKeys } from '../../../conformance/src/suites/test-keys.ts'
import certificates from '../../../conformance/vectors/certificates.json' with { type: 'json' }
import { same, type Target } from '../target.ts'
import { foreignDer } from '../vectors.ts'
import { partsOf } from './key-parts.ts'

/** Keys and certificates in DER. What is a key, comes out of its own DER the same. */
export const target: Target = {
  seeds: () => [
    ...Object.values(testKeys)
      .flatMap(({ privatePem, publicPem }) => [privatePem, publicPem])
      .filter((pem) => pem !== undefined)
      .map(unarmoured),
    unarmoured(certificates.RS256),
    unarmoured(certificates.ES256),
    ...foreignDer(/BEGIN (?!OPENSSH|ENCRYPTED)/),
  ],
  words: [
    ...['2a8648ce3d0201', '2a864886f70d010101', '2a8648ce3d030107', '2b81040022', '2b81040023', '2b8104000a'],
    ...['2b6570', '2b6571', '2b656e', '2b656f', '608648016503040311', '608648016503040312', '0500', '020100', '020101'],
    ...['a003020102', 'a1', 'a0', '8100', '3081', '308201', '30820100', '0400', '0300', '030100', '0420', '0203010001'],
  ].map((hex) => Uint8Array.from(Buffer.from(hex, 'hex'))),
  async read(o, input) {
    const key = await o.construct({ der: input })
    const parts = await partsOf(key)
    const der = await key.toDer({ private: parts.type === 'private' })
    same('A key by its DER', parts.jwk, (await partsOf(await o.construct({ der }))).jwk)
    return parts
  },
}

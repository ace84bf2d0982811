// Which block of a PEM is read (RFC 7468), and what is said of one that cannot be.
import { nodeBackend } from '@jose/backend-node'
import { createJose, InvalidKeyError } from '@jose/core'
import { expect, it } from 'vitest'
import certificates from '../../../conformance/vectors/certificates.json' with { type: 'json' }
import testKeys from '../../../conformance/vectors/keys.json' with { type: 'json' }

const { jwk } = createJose(nodeBackend())
const { privatePem } = testKeys.ES256
const base64 = privatePem.replace(/-----.*-----|\s/g, '')

it.each([
  ['begins nowhere', `-----BEGIN-PRIVATE KEY-----\n${base64}\n-----END PRIVATE KEY-----\n-----BEGIN X`],
  ['has a label that does not end, and stands before it', '123456789PRIVATE KEY----- -----BEGIN PRIVATE KEY\n'],
  ['does not end', `12345678PRIVATE KEY----- -----BEGIN PRIVATE KEY-----\n${base64}\n`],
  ['has a label that is cut off', '-----BEGIN PRIVATE KEY\n'],
  ['only begins', '-----BEGIN PRIVATE KEY-----\nAAAA\n'],
  ['ends as another', privatePem.replace('END PRIVATE', 'END PUBLIC')],
])('a block that %s is none, whatever stands around it', (_what, text) => {
  expect(() => jwk.constructSync(text)).toThrow('The PEM has no complete block')
  expect(() => jwk.constructSync(text)).toThrow(InvalidKeyError)
})

it('a certificate may be labelled as OpenSSL did once', () => {
  const old = certificates.ES256.replaceAll('CERTIFICATE', 'X509 CERTIFICATE')
  expect(jwk.constructSync(old).toJwkSync()).toEqual(jwk.constructSync(certificates.ES256).toJwkSync())
  expect(jwk.certificateThumbprintSync(old)).toBe(jwk.certificateThumbprintSync(certificates.ES256))
})

it('line breaks that are written as two characters are said where there are some', () => {
  const message = (text: string): string => {
    try {
      jwk.constructSync(text)
      return 'it is a key'
    } catch (error) {
      return (error as Error).message
    }
  }
  const spoiled = privatePem.replace(base64.slice(0, 8), '!!!!')
  const escaped = privatePem.replaceAll('\n', '\\n')
  expect(message(spoiled)).toBe('The PEM is not well-formed base64')
  expect(message(escaped)).toBe(
    'The PEM is not well-formed base64: it has the characters \\ and n where line breaks belong',
  )
})

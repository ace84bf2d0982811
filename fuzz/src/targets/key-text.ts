import { sshLine, sshNames, sshPem, sshPrivate } from '../../../conformance/src/suites/ssh.ts'
import { testKeys } from '../../../conformance/src/suites/test-keys.ts'
import certificates from '../../../conformance/vectors/certificates.json' with { type: 'json' }
import { same, type Target, textOf } from '../target.ts'
import { foreignTexts } from '../vectors.ts'
import { partsOf } from './key-parts.ts'

/** Keys as text: PEM, lines of OpenSSH, and what is none, which may be a secret. What is a key, comes out of its own PEM the same. */
export const target: Target = {
  seeds: () => [
    ...Object.values(testKeys)
      .flatMap(({ privatePem, publicPem }) => [privatePem, publicPem])
      .filter((pem) => pem !== undefined),
    ...Object.values(certificates),
    ...sshNames.flatMap((name) => [sshLine(name), sshPem(sshPrivate(name))]),
    ...foreignTexts(),
    'a plain secret',
    'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJhIjoiYiJ9.jiMyrsmD8AoHWeQgmxZ5yq8z0lXS67_QGs52AzC8Ru8',
    'https://example.com/.well-known/jwks.json',
    'age1qqqqqqqq',
  ],
  words: [
    ...[
      '-----BEGIN ',
      '-----END ',
      '-----',
      'PUBLIC KEY',
      'PRIVATE KEY',
      'ENCRYPTED ',
      'RSA ',
      'EC ',
      'OPENSSH ',
      'PGP ',
    ],
    ...['CERTIFICATE', 'X509 CRL', 'PKCS7', 'DSA ', 'Proc-Type', 'DEK-Info', '\\n', '\r\n', 'ssh-rsa ', 'ssh-ed25519 '],
    ...[
      'ecdsa-sha2-nistp256 ',
      'PuTTY-User-Key-File-',
      '---- BEGIN SSH2',
      '{"kty":',
      '{"keys":',
      '<RSAKeyValue>',
      '\ufeff',
    ],
    ...['AAAAC3NzaC1lZDI1NTE5', 'AAAAB3NzaC1yc2E', 'MII', '3082', '0x', 'https://', 'sk-ssh-', '-cert-v01@openssh.com'],
  ],
  async read(o, input) {
    const key = await o.construct(textOf(input))
    const parts = await partsOf(key)
    if (parts.jwk.kty === 'oct') return parts
    const pem = await key.toPem({ private: parts.type === 'private' })
    same('A key by its PEM', parts.jwk, (await partsOf(await o.construct(pem))).jwk)
    return parts
  },
}

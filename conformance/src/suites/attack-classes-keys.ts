import { base64url, InvalidKeyError } from '@jose/core'
import certificates from '../../vectors/certificates.json' with { type: 'json' }
import type { Suite } from '../suite.ts'
import { refusesQuietly } from './attack-classes-refusal.ts'
import { craft, utf8 } from './craft.ts'
import { armoured, unarmoured } from './der.ts'
import { testKeys } from './test-keys.ts'

const { RS256: rsa, ES256: ec, Ed25519: ed } = testKeys

/** Each form in which a public key is published as PEM. */
const forms: { readonly [form: string]: string } = {
  'RSA SPKI': rsa.publicPem,
  'EC SPKI': ec.publicPem,
  'Ed25519 SPKI': ed.publicPem,
  // SPKI of RSA wraps PKCS#1 in 24 octets (RFC 3279 §2.3.1).
  'RSA PKCS#1': armoured('RSA PUBLIC KEY', unarmoured(rsa.publicPem).slice(24)),
  'RSA X.509': certificates.RS256,
  'EC X.509': certificates.ES256,
}

/** What once got a PEM past the check that it is one. */
const disguises: { readonly [how: string]: (pem: string) => string } = {
  'with LF': (pem) => pem,
  'with CRLF': (pem) => pem.replace(/\n/g, '\r\n'),
  'without the last newline': (pem) => pem.trim(),
  'after a space': (pem) => ` ${pem}`,
  'after a BOM': (pem) => `\ufeff${pem}`,
  'after a NUL': (pem) => `\0${pem}`,
  'after a zero-width space': (pem) => `\u200b${pem}`,
  'after a comment': (pem) => `# the key of the server\n${pem}`,
  'with doubled spaces': (pem) => pem.replace(/ /g, '  '),
}

/** Public keys where a secret is wanted, in the product of all forms and disguises: see SECURITY.md. */
export const attackKeys: Suite = (o, it) => {
  const answer = { is: InvalidKeyError, code: 'ERR_KEY_INVALID' }
  const algorithms = ['HS256']
  const password = 'PBES2-HS256+A128KW'
  for (const [form, pem] of Object.entries(forms)) {
    const body = pem.split('\n')[1] as string
    for (const [how, disguise] of Object.entries(disguises)) {
      it(`${form} PEM ${how} is no HMAC secret`, async () => {
        const text = disguise(pem)
        const token = await craft(o, { alg: 'HS256' }, { admin: true }, { kty: 'oct', k: base64url.encode(utf8(text)) })
        for (const key of [text, utf8(text), () => text]) {
          await refusesQuietly(() => o.decode(token, key, { algorithms }), answer, [body])
          await refusesQuietly(() => o.verify(token, key, { algorithms }), answer, [body])
          await refusesQuietly(async () => o.createVerifier(key, { algorithms })(token), answer, [body])
        }
        for (const key of [text, utf8(text)]) {
          await refusesQuietly(() => o.encode({}, key, { algorithm: 'HS256' }), answer, [body])
          if (o.jose.supports(password))
            await refusesQuietly(() => o.encrypt('x', key, { algorithm: password }), answer, [body])
        }
      })
    }
  }
}

import type { Bytes, KeyMaterial } from '../backend.ts'
import { decodeBase64, encodeBase64 } from '../encoding/base64.ts'
import { inside } from '../encoding/der.ts'
import { hasOwn } from '../encoding/json.ts'
import type { Engine } from '../engine.ts'
import { InvalidKeyError } from '../errors.ts'
import type { Maybe } from '../maybe.ts'
import { type DerForm, isCertificate, parseKeyDer } from './der.ts'
import { decryptKey } from './encrypted-key.ts'
import { parseSshPrivate } from './openssh-private.ts'

/** Labels of RFC 7468 and of OpenSSL's traditional formats, and the structure each announces. */
const labels: { readonly [label: string]: DerForm | 'encrypted' | 'openssh' } = {
  'PUBLIC KEY': 'spki',
  'PRIVATE KEY': 'pkcs8',
  'ENCRYPTED PRIVATE KEY': 'encrypted',
  'RSA PUBLIC KEY': 'pkcs1',
  'RSA PRIVATE KEY': 'pkcs1',
  'EC PRIVATE KEY': 'sec1',
  'OPENSSH PRIVATE KEY': 'openssh',
  CERTIFICATE: 'x509',
  'X509 CERTIFICATE': 'x509',
}

/** Other things that come in such armour, by what their label begins with. */
const others: readonly (readonly [label: string, what: string])[] = [
  ['PGP ', 'something of PGP'],
  ['AGE ', 'a file encrypted by age'],
  ['CERTIFICATE REQUEST', 'a request for a certificate'],
  ['NEW CERTIFICATE REQUEST', 'a request for a certificate'],
  ['X509 CRL', 'a list of revoked certificates'],
  ['PKCS7', 'PKCS#7: take the certificate out of it with `openssl pkcs7 -print_certs`'],
  ['DSA ', 'a DSA key, which JOSE has no algorithm for'],
  ['DH ', 'parameters without a key'],
  ['EC PARAMETERS', 'parameters without a key'],
]

/** The key of the first block of a PEM (RFC 7468) that can hold one; text around the blocks is ignored. Throws `InvalidKeyError`. */
export function parsePem(engine: Engine, text: string, passphrase: Bytes | undefined): Maybe<KeyMaterial> {
  const { label, body } = blockOf(text, (name) => hasOwn(labels, name))
  const octets = octetsOf(body)
  const form = labels[label]
  if (form === 'encrypted') return decryptKey(engine, octets, passphrase)
  if (form === 'openssh') return parseSshPrivate(octets)
  const key = parseKeyDer(octets)
  if (key.form !== form) throw new InvalidKeyError('The PEM holds something other than its label says')
  return key.material
}

/** The octets of the first certificate of a PEM. Throws `InvalidKeyError`. */
export function certificateOfPem(text: string): Bytes {
  const octets = octetsOf(blockOf(text, (name) => labels[name] === 'x509').body)
  if (!isCertificate(inside(octets))) throw new InvalidKeyError('The PEM holds something other than its label says')
  return octets
}

/** PEM of DER octets, 64 characters a line. */
export function writePem(label: string, der: Bytes): string {
  const lines = encodeBase64(der).replace(/.{64}(?!$)/g, '$&\n')
  return `-----BEGIN ${label}-----\n${lines}\n-----END ${label}-----\n`
}

interface Block {
  readonly label: string
  /** What stands between the armour's lines. */
  readonly body: string
}

/** The first complete block of a label that is wanted. */
function blockOf(text: string, isWanted: (label: string) => boolean): Block {
  let seen = 'no complete block'
  let end = 0
  for (let start = text.indexOf('-----BEGIN '); start !== -1; start = text.indexOf('-----BEGIN ', start + 1)) {
    const labelEnd = text.indexOf('-----', start + 11)
    if (labelEnd === -1) break
    if (end < labelEnd) end = text.indexOf('-----END ', labelEnd)
    if (end === -1) break
    const label = text.slice(start + 11, Math.min(labelEnd, start + 50))
    if (!text.startsWith(`${label}-----`, end + 9)) continue
    if (isWanted(label)) return { label, body: text.slice(labelEnd + 5, end) }
    seen = others.find(([other]) => label.startsWith(other))?.[1] ?? 'no block that holds a key'
  }
  throw new InvalidKeyError(`The PEM has ${seen}`)
}

function octetsOf(body: string): Bytes {
  if (/Proc-Type|DEK-Info/.test(body)) {
    throw new InvalidKeyError(
      'The PEM is encrypted in the traditional way: convert it with `openssl pkcs8 -topk8 -in key.pem`, and give its passphrase',
    )
  }
  const octets = decodeBase64(body.replace(/[ \t\r\n]/g, ''))
  if (octets !== undefined) return octets
  const hint = body.includes('\\n') ? ': it has the characters \\ and n where line breaks belong' : ''
  throw new InvalidKeyError(`The PEM is not well-formed base64${hint}`)
}

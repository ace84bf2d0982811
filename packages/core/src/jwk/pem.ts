import type { Bytes, KeyMaterial } from '../backend.ts'
import { decodeBase64url, encodeBase64url } from '../encoding/base64url.ts'
import { InvalidKeyError } from '../errors.ts'
import { type DerForm, parseKeyDer } from './der.ts'

/** Labels of RFC 7468 and of OpenSSL's traditional formats, and the structure each announces. */
const labels: { readonly [label: string]: DerForm } = {
  'PUBLIC KEY': 'spki',
  'PRIVATE KEY': 'pkcs8',
  'RSA PUBLIC KEY': 'pkcs1',
  'RSA PRIVATE KEY': 'pkcs1',
  'EC PRIVATE KEY': 'sec1',
  CERTIFICATE: 'x509',
  'X509 CERTIFICATE': 'x509',
}

const conversions: { readonly [label: string]: string } = {
  'ENCRYPTED PRIVATE KEY': 'decrypt it with `openssl pkey -in key.pem`',
  'OPENSSH PRIVATE KEY': 'convert it with `ssh-keygen -p -m PKCS8 -f key`',
}

/** The key of the first block of a PEM (RFC 7468) that can hold one; text around the blocks is ignored. Throws `InvalidKeyError`. */
export function parsePem(text: string): KeyMaterial {
  let seen = 'no complete block'
  let end = 0
  for (let start = text.indexOf('-----BEGIN '); start !== -1; start = text.indexOf('-----BEGIN ', start + 1)) {
    const labelEnd = text.indexOf('-----', start + 11)
    if (labelEnd === -1) break
    if (end < labelEnd) end = text.indexOf('-----END ', labelEnd)
    if (end === -1) break
    const label = text.slice(start + 11, Math.min(labelEnd, start + 50))
    if (!text.startsWith(`${label}-----`, end + 9)) continue
    const conversion = own(conversions, label)
    if (conversion !== undefined) throw new InvalidKeyError(`The PEM holds an ${label}: ${conversion}`)
    const form = own(labels, label)
    if (form !== undefined) return parseBlock(text.slice(labelEnd + 5, end), form)
    seen = 'no block that holds a key'
  }
  throw new InvalidKeyError(`The PEM has ${seen}`)
}

/** PEM of DER octets, 64 characters a line. */
export function writePem(label: string, der: Bytes): string {
  const base64 = encodeBase64url(der).replace(/-/g, '+').replace(/_/g, '/')
  const padded = base64 + '==='.slice((base64.length + 3) % 4)
  return `-----BEGIN ${label}-----\n${padded.replace(/.{64}(?!$)/g, '$&\n')}\n-----END ${label}-----\n`
}

function parseBlock(body: string, form: DerForm): KeyMaterial {
  if (body.includes(':')) {
    throw new InvalidKeyError('The PEM is encrypted in the traditional way: convert it with `openssl pkey -in key.pem`')
  }
  const base64 = body.replace(/[ \t\r\n]+/g, '')
  const text = base64
    .replace(/={1,2}$/, '')
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
  const der = /[-_]/.test(base64) || base64.length % 4 !== 0 ? undefined : decodeBase64url(text)
  if (der === undefined) {
    const hint = body.includes('\\n') ? ': it has the characters \\ and n where line breaks belong' : ''
    throw new InvalidKeyError(`The PEM is not well-formed base64${hint}`)
  }
  const key = parseKeyDer(der)
  if (key.form !== form) throw new InvalidKeyError('The PEM holds something other than its label says')
  return key.material
}

function own<T>(table: { readonly [label: string]: T }, label: string): T | undefined {
  return Object.prototype.hasOwnProperty.call(table, label) ? table[label] : undefined
}

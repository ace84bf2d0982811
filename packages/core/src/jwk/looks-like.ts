import type { Backend } from '../backend.ts'
import { hasOwn } from '../encoding/json.ts'
import { isDerKey } from './disguise.ts'
import { octetsOfText } from './encoded-text.ts'

/**
 * What a text that is no key looks like, and what to do with it. It decides nothing but the words of an error: what a key
 * is, its parser says.
 */
export function kindOfText(text: string): string | undefined {
  const start = text.slice(0, longest)
  return kinds.find(([pattern]) => pattern.test(start))?.[1] ?? derKindOf(start) ?? jsonKindOf(start)
}

/** More of a text is not looked at. */
const longest = 20_000

const kinds: readonly (readonly [pattern: RegExp, what: string])[] = [
  [
    /^\s*PuTTY-User-Key-File-/,
    'a PuTTY key: convert it with `puttygen key.ppk -O private-openssh -o key`, without a passphrase',
  ],
  [/---- BEGIN SSH2/, 'a key of RFC 4716: convert it with `ssh-keygen -i -f key`'],
  [/(?:ssh-|ecdsa-sha2-)[a-z0-9@.-]{1,60} +AAAA/, 'an OpenSSH key with something before its type: leave that out'],
  [/^\s*AGE-SECRET-KEY-|^\s*age1[a-z0-9]{50}/, 'a key of age, which JOSE has no algorithm for'],
  [/^\s*<(?:RSAKeyValue|\?xml)/, 'a key in XML: export it as PEM'],
  [/^\s*LS0tLS1CRUdJTi/, 'the base64 of a PEM: decode it first'],
  [/--BEGIN|BEGIN [A-Z ]{0,30}(?:KEY|CERTIFICATE)/, 'a PEM whose armour is damaged'],
  [/^\s*eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*\.[A-Za-z0-9_.-]*$/, 'a token'],
  [/^\s*[a-z][a-z0-9+.-]{1,20}:\/\//i, 'a URL: read what it leads to first'],
  [
    /^[^\r\n]{1,1000}\.(?:pem|key|der|cer|crt|p8|p12|pfx|ppk|pub|jwk|jwks|json)\s*$/i,
    'the path of a file: read it first',
  ],
]

/** Only what is DER once decoded: a secret may well be such a text. */
function derKindOf(text: string): string | undefined {
  const octets = octetsOfText(text)
  if (octets === undefined || !isDerKey(octets)) return undefined
  return text.trimStart().startsWith('30')
    ? 'DER in hexadecimal: decode it, and give it as { der }'
    : 'the base64 of DER: decode it, and give it as { der }'
}

function jsonKindOf(text: string): string | undefined {
  if (!/^[\s\ufeff]*[[{]/.test(text)) return undefined
  if (/"keys"\s*:\s*\[/.test(text)) return 'a JWKS: give one of its keys, or parse it and give the set'
  return text.includes('"kty"')
    ? 'a JWK in JSON that is not well-formed, or inside of something'
    : 'JSON that is no JWK: give the member of it that holds the key'
}

/** What an object that is no key looks like, and what to do with it: as of a text. */
export function kindOfObject({ name: backend }: Backend, input: object): string {
  const name = Object.prototype.toString.call(input).slice(8, -1)
  if (name === 'CryptoKey')
    return `a CryptoKey is none of the ${backend} backend's, export it as a JWK, or make a KeyObject of it for node`
  if (hasOwn(input, 'passphrase')) return 'a passphrase is for jwk.construct, which makes a key for all calls'
  if (Array.isArray(input)) return 'a list looks like several keys, give one of them'
  if ('then' in input) return 'it looks like a promise, await it'
  if (/Buffer|Array|DataView/.test(name)) return `octets are a Uint8Array, not ${name}`
  if (jwkMembers.some((member) => hasOwn(input, member))) return "it looks like a JWK, but has no 'kty'"
  // A name that the caller's class gives itself may be any text.
  if (name !== 'Object' && /^\w{1,40}$/.test(name)) return `it looks like ${name}`
  return 'an object is a JWK, { der } or a native key of the backend'
}

/** One of them is in every JWK. */
const jwkMembers = ['k', 'x', 'n', 'pub', 'crv']

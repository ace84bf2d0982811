import { readdirSync, readFileSync } from 'node:fs'
import type { FlattenedJWE, GeneralJWE, JWK } from '@jose/core'

/** A recorded token; conformance/vectors/README.md says what its members are. */
export interface RecordedToken {
  readonly name: string
  readonly kind: 'jwt' | 'jws'
  readonly serialization: string
  readonly algorithm: string
  readonly token: unknown
  readonly key?: { readonly jwk: object } | { readonly pem: string } | { readonly secret: string }
  readonly header: object
  readonly claims?: Readonly<Record<string, unknown>>
  readonly payload?: string
  readonly detached?: boolean
  readonly time?: number
}

export interface CompactToken extends RecordedToken {
  readonly token: string
}

export interface Recording {
  /** The file's, such as `pyjwt`. */
  readonly name: string
  /** The document or the implementation with its version. */
  readonly source: string
  readonly tokens: readonly RecordedToken[]
}

/** A recorded encrypted token, for one of its recipients. */
export interface EncryptedToken {
  readonly name: string
  readonly serialization: string
  readonly algorithm: string
  readonly encryption: string
  readonly token: string | FlattenedJWE | GeneralJWE
  readonly key: { readonly jwk: JWK }
  readonly header: object
  readonly payload: string
  readonly aad?: string
  /** Why it must not be decrypted. */
  readonly refused?: string
}

export interface EncryptedRecording extends Pick<Recording, 'name' | 'source'> {
  readonly encrypted: readonly EncryptedToken[]
}

const directory = new URL('../../conformance/vectors/', import.meta.url)

/** What documents print, or what other implementations made. */
export function readRecordings(from: 'printed' | 'peers'): readonly Recording[] {
  return read(from === 'peers' ? list('peers/') : [...list('rfc/'), 'guide.json'])
}

/** What other implementations encrypted. */
export function readEncrypted(): readonly EncryptedRecording[] {
  return read(list('peers/encrypted/'))
}

function list(folder: string): readonly string[] {
  const files = readdirSync(new URL(folder, directory))
  return files.filter((file) => file.endsWith('.json')).map((file) => folder + file)
}

function read<T extends Pick<Recording, 'name'>>(files: readonly string[]): readonly T[] {
  return files.toSorted().map((file) => {
    const content = JSON.parse(readFileSync(new URL(file, directory), 'utf8'))
    return { ...content, name: file.replace(/^.*\/|\.json$/g, '') }
  })
}

export function isCompact(token: RecordedToken): token is CompactToken {
  return token.serialization === 'compact'
}

/** The key as the library takes it; an unsecured token has none. */
export function keyOf({ key }: RecordedToken): string | object | null {
  if (key === undefined) return null
  return 'jwk' in key ? key.jwk : 'pem' in key ? key.pem : key.secret
}

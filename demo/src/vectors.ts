import { readdirSync, readFileSync } from 'node:fs'

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

const directory = new URL('../../conformance/vectors/', import.meta.url)

/** What documents print, or what other implementations made. */
export function readRecordings(from: 'printed' | 'peers'): readonly Recording[] {
  const list = (folder: string): string[] => readdirSync(new URL(folder, directory)).map((file) => folder + file)
  const files = from === 'peers' ? list('peers/') : [...list('rfc/'), 'guide.json']
  return files.toSorted().map((file) => {
    const content: Omit<Recording, 'name'> = JSON.parse(readFileSync(new URL(file, directory), 'utf8'))
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

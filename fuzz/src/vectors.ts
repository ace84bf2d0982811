import { readFileSync } from 'node:fs'

const folder = new URL('../../conformance/vectors/', import.meta.url)

/** A file of the conformance suite's vectors. Read when a run begins, not when the target is loaded: it is no part of what is fuzzed. */
// biome-ignore lint/suspicious/noExplicitAny: each file has a shape of its own
export function vectors(name: string): any {
  return JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8'))
}

/** Tokens of a form that other implementations made, and those of the RFCs. */
export function tokensOf(kind: 'tokens' | 'encrypted', serialization: 'compact' | 'json'): readonly string[] {
  return files.flatMap((file) => {
    const found: readonly { readonly serialization: string; readonly token: unknown }[] = vectors(file)[kind] ?? []
    return found
      .filter((each) => (each.serialization === 'compact') === (serialization === 'compact'))
      .map(({ token }) => (typeof token === 'string' ? token : JSON.stringify(token)))
  })
}

interface ForeignKey {
  readonly text?: string
  readonly der?: string
}

/** Keys as other tools wrote them, those that are refused among them. */
function foreignKeys(): readonly ForeignKey[] {
  const { keys, refused } = vectors('foreign-keys')
  return [...keys, ...refused]
}

/** In PEM and lines of OpenSSH. */
export function foreignTexts(): readonly string[] {
  return foreignKeys().flatMap(({ text }) => text ?? [])
}

/** In DER, and what the PEM holds, whether or not all of it is base64. */
export function foreignDer(label: RegExp): readonly Uint8Array[] {
  const inPem = foreignTexts().filter((text) => label.test(text))
  const base64 = [
    ...foreignKeys().flatMap(({ der }) => der ?? []),
    ...inPem.map((text) => text.replace(/-----[^-]*-----/g, '')),
  ]
  return base64.map((text) => Buffer.from(text, 'base64'))
}

const files = [
  ...['rfc7515', 'rfc7516', 'rfc7517', 'rfc7797', 'rfc8037'].map((name) => `rfc/${name}`),
  ...['jwcrypto', 'panva-jose', 'python-jose'].map((name) => `peers/${name}`),
  ...['jwcrypto', 'panva-jose', 'latchset-jose'].map((name) => `peers/encrypted/${name}`),
]

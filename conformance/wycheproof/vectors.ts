import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Project Wycheproof's vectors; they stay outside the repository. */
export const folder: string = resolve(root, process.env.JOSE_VECTORS ?? '../shared/vectors', 'wycheproof')

export const isThere: boolean = existsSync(folder)

export interface Vector {
  readonly tcId: number
  readonly comment: string
  readonly result: 'valid' | 'invalid' | 'acceptable'
  readonly flags?: readonly string[]
}

/** The groups of a file; `G` is what a group has beside its tests, `T` what a test has beside its verdict. */
export function read<G, T>(file: string): readonly (G & { readonly tests: readonly (Vector & T)[] })[] {
  return JSON.parse(readFileSync(resolve(folder, file), 'utf8')).testGroups
}

export function octets(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text, 'hex'))
}

export function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}

export function equal(bytes: Uint8Array | undefined, text: string): boolean {
  return bytes !== undefined && hex(bytes) === text
}

export function flagged({ flags }: Vector, name: string): boolean {
  return flags?.includes(name) === true
}

// What runs begin with: the seeds of a target, the corpus that earlier runs found, and what once was a bug.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Target } from './target.ts'

const place = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url))

/** Of a target: an input in base64 a line, each of which goes a way that no other goes. */
function corpusFile(name: string): string {
  return place(`corpus/${name}.txt`)
}

export function writeCorpus(name: string, inputs: readonly Uint8Array[]): void {
  const lines = inputs.map((input) => `${Buffer.from(input).toString('base64')}\n`)
  writeFileSync(
    corpusFile(name),
    lines.sort((one, other) => one.length - other.length || (one < other ? -1 : 1)).join(''),
  )
}

export function corpusOf(name: string): readonly Uint8Array[] {
  const file = corpusFile(name)
  if (!existsSync(file)) return []
  const lines = readFileSync(file, 'utf8').split('\n')
  return lines.filter((line) => line !== '').map((line) => Uint8Array.from(Buffer.from(line, 'base64')))
}

/** Inputs that were a bug, by the name of their file. */
export function regressionsOf(name: string): readonly (readonly [file: string, input: Uint8Array])[] {
  const folder = place(`regressions/${name}`)
  if (!existsSync(folder)) return []
  return readdirSync(folder).map((file) => [file, Uint8Array.from(readFileSync(join(folder, file)))])
}

export function seedsOf(target: Target): readonly Uint8Array[] {
  return target.seeds().map((seed) => Uint8Array.from(typeof seed === 'string' ? Buffer.from(seed) : seed))
}

/** The inputs as files of a folder that held others. */
export function writeInputs(folder: string, inputs: readonly Uint8Array[]): void {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  for (const [index, input] of inputs.entries()) writeFileSync(join(folder, String(index)), input)
}

export function readInputs(folder: string): readonly Uint8Array[] {
  return existsSync(folder) ? readdirSync(folder).map((file) => Uint8Array.from(readFileSync(join(folder, file)))) : []
}

/** The words as libFuzzer reads them. */
export function dictionaryOf({ words }: Target): string {
  const entries = words.map((word) => Array.from(Buffer.from(word as string), (octet) => `\\x${hex(octet)}`).join(''))
  return `${[...new Set(entries)].map((entry) => `"${entry}"`).join('\n')}\n`
}

function hex(octet: number): string {
  return octet.toString(16).padStart(2, '0')
}

import type { Backend } from '@jose/core'
import { afterAll, describe, it } from 'vitest'
import { agreement } from './agreement.ts'
import { ciphers } from './ciphers.ts'
import { derivation } from './derivation.ts'
import type { Files } from './files.ts'
import { jsonWeb } from './json-web.ts'
import { macs } from './macs.ts'
import { signatures } from './signatures.ts'
import { folder, isThere } from './vectors.ts'
import { wrapping } from './wrapping.ts'

/**
 * Project Wycheproof's files as tests of one backend, in all its modes, with a table of how they went. `title` names the
 * backend where its name alone does not.
 */
export function wycheproof(backend: Backend, title: string = backend.name): void {
  if (!isThere) {
    it.skip(`Wycheproof: there is no ${folder}; set JOSE_VECTORS to the folder that holds wycheproof/`, () => {})
    return
  }
  describe(`Wycheproof on ${title}`, () => {
    const files: Files = { backend, lines: [] }
    for (const register of [jsonWeb, macs, signatures, ciphers, wrapping, agreement, derivation]) register(files)
    afterAll(() => void process.stdout.write(table(title, backend, files)))
  })
}

function table(title: string, { sync }: Backend, { lines }: Files): string {
  const width = Math.max(...lines.map(([file]) => file.length))
  const rows = lines.map(([file, line]) => `  ${file.padEnd(width)}  ${line}\n`)
  return `\nWycheproof on ${title}, ${sync === undefined ? 'async' : 'async and sync'}\n${rows.join('')}`
}

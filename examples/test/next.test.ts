import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { nextStart } from '../../packages/http/test/next-start.ts'
import { expectDocuments, expectFastApi, expectFlask, expectPage } from './applications.ts'

const folder = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
const example = folder('../frameworks/next')
// Beside it, as both lead to the configuration of this repository; the same for all, as Next.js keeps there what it has compiled.
const copy = folder('../frameworks/dist')
const bin = createRequire(import.meta.url).resolve('next/dist/bin/next')
const env: NodeJS.ProcessEnv = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' }

it.each(['node', 'webcrypto', 'forge'] as const)(
  "Next.js on %s: the guide's applications, a proxy, scopes, a page",
  { timeout: 300_000 },
  async (backend) => {
    copyExample()
    for (const file of ['flask/token.ts', 'fastapi/token.ts', 'visitor.ts']) choose(`${copy}/app/${file}`, backend)
    // Which checks the types too.
    await promisify(execFile)(process.execPath, [bin, 'build', copy], { env })
    const { url, close } = await nextStart(bin, copy, env)
    await expectFlask(`${url}/flask`)
    await expectFastApi(`${url}/fastapi`)
    await expectDocuments(url)
    await expectPage(url)
    await close()
  },
)

function copyExample(): void {
  mkdirSync(copy, { recursive: true })
  const parts = (folder: string): readonly string[] => readdirSync(folder).filter((name) => name !== '.next')
  for (const name of parts(copy)) rmSync(`${copy}/${name}`, { recursive: true })
  for (const name of parts(example)) cpSync(`${example}/${name}`, `${copy}/${name}`, { recursive: true })
}

/** The one line that chooses. */
function choose(file: string, backend: string): void {
  const source = readFileSync(file, 'utf8')
  const chosen = source.replace(/ from '@jose\/backend-node' .*/, ` from '@jose/backend-${backend}'`)
  expect(chosen).not.toBe(source)
  writeFileSync(file, chosen)
}

import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { promisify } from 'node:util'
import { afterAll, expect, it } from 'vitest'
import { stage } from '../src/jsr.ts'
import { toolPath } from '../src/tools.ts'

const folder = mkdtempSync(`${tmpdir()}/jsr-`)
const cache = mkdtempSync(`${tmpdir()}/deno-`)
afterAll(() => {
  for (const path of [folder, cache]) rmSync(path, { recursive: true })
})

/** Offline and without a cache, so that what JSR would be given needs nothing else. */
async function deno(...args: readonly string[]): Promise<string> {
  const env = { ...process.env, DENO_DIR: cache, DENO_NO_UPDATE_CHECK: '1', NO_COLOR: '1' }
  const command = [toolPath('deno/bin.cjs'), ...args]
  const { stdout, stderr } = await promisify(execFile)(process.execPath, command, { cwd: folder, env })
  return `${stdout}${stderr}`
}

it('JSR would take the packages: explicit extensions, no slow types', async () => {
  const names = stage(folder)
  const said = await deno('publish', '--dry-run', '--allow-dirty')
  for (const name of names) expect(said).toContain(`Simulating publish of ${name}@`)
  expect(said).toContain('Dry run complete')
  expect(said).not.toMatch(/warning|slow-type/i)
})

it('Deno runs them as they are there, and checks their types', async () => {
  const program = `
    import { jwt } from '@jose/backend-forge'
    import { jwt as other } from '@jose/backend-webcrypto'
    const secret = 'a secret of at least thirty-two bytes'
    const token: string = jwt.encodeSync({ sub: 'alice' }, secret)
    const { sub } = await other.decode(token, secret, { algorithms: ['HS256'] })
    console.log(sub)`
  writeFileSync(`${folder}/program.ts`, program)
  expect(await deno('run', '--quiet', '--check', 'program.ts')).toContain('alice\n')
})

// FIPS mode by real providers: `pnpm fips` brings them, and then lets nothing be skipped.
import { execFile, spawnSync } from 'node:child_process'
import { existsSync, realpathSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { JoseReport } from '@jose/core'
import { describe, expect, it } from 'vitest'
import { environmentOf, providerNames } from '../../../scripts/fips/providers.ts'

const suite = fileURLToPath(new URL('fips-conformance.mjs', import.meta.url))
const isRequired = process.env.JOSE_FIPS === 'require'

/** The Node that the tests run by, and those of the machine. */
const installed = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'node'))
const nodes = [...new Set([process.execPath, ...installed].filter(existsSync).map((path) => realpathSync(path)))]

interface Outcome {
  readonly fips: number
  readonly modes: readonly { mode: string; cases: number; passed: number; failed: readonly string[] }[]
  readonly failures: readonly string[]
  readonly report: JoseReport
}

for (const name of providerNames) {
  const environment = environmentOf(name)
  for (const node of nodes) {
    const { stdout: version } = spawnSync(node, ['-p', 'process.versions.node'], { encoding: 'utf8' })
    const title = `FIPS provider ${name} under Node ${version.trim()}`
    // One that is installed is one more; the others are brought.
    if (environment === undefined) {
      const reason = 'there is none here: `pnpm fips` brings those that are not installed'
      if (isRequired && name !== 'installed') it(title, () => expect.fail(reason))
      else it.skip(`${title} (skipped: ${reason})`)
      continue
    }
    describe(title, () => {
      it('passes the whole conformance suite', { timeout: 600_000 }, async () => {
        const env = { ...process.env, NODE_OPTIONS: '', ...environment }
        const { stdout } = await promisify(execFile)(node, ['--force-fips', suite], { env, maxBuffer: 2 ** 28 })
        const { fips, modes, failures, report } = JSON.parse(stdout) as Outcome
        for (const { mode, cases, passed } of modes)
          process.stdout.write(`${title}, ${mode}: ${cases} cases, ${passed} passed\n`)
        expect(fips).toBe(1)
        expect(failures).toEqual([])
        expect(modes.map(({ mode }) => mode)).toEqual(['async', 'sync'])
        for (const { passed } of modes) expect(passed).toBeGreaterThan(3000)
        expect(report.cryptography).toMatchObject([{ module: 'OpenSSL', fips: true }])
        expect(report.policy).toBe('fips')
        const usable = report.algorithms.filter((each) => each.usable).map((each) => each.name)
        expect(usable).toEqual(
          expect.arrayContaining([
            'HS256',
            'RS256',
            'PS512',
            'ES384',
            'Ed25519',
            'RSA-OAEP-256',
            'ECDH-ES',
            'A256KW',
            'A128GCM',
          ]),
        )
        expect(usable).not.toEqual(expect.arrayContaining(['RSA1_5']))
        expect(usable).not.toEqual(expect.arrayContaining(['ES256K']))
        const agreement = report.algorithms.find((each) => each.name === 'ECDH-ES')
        expect(agreement?.curves).toEqual(['P-256', 'P-384', 'P-521'])
        expect(agreement?.reason).toContain("policy 'fips'")
      })
    })
  }
}

describe('without a provider', () => {
  const program = (before: string): string =>
    `import * as crypto from 'node:crypto'; ${before}; const { nodeBackend } = await import('@jose/backend-node'); ` +
    "try { nodeBackend({ fips: 'require' }); console.log('started') } catch (error) { console.log(error.code, error.message) }"
  const start = (before: string): string =>
    spawnSync(process.execPath, ['--input-type=module', '-e', program(before)], {
      cwd: fileURLToPath(new URL('..', import.meta.url)),
      env: { ...process.env, OPENSSL_CONF: '/dev/null' },
      encoding: 'utf8',
    }).stdout
  it('a backend that requires one does not start', () => {
    expect(start('')).toMatch(/^ERR_FIPS_NOT_IN_FORCE .*FIPS mode is off/)
  })
  it('nor where FIPS mode is on, and nobody answers', () => {
    expect(start('crypto.setFips(true)')).toMatch(/^ERR_FIPS_NOT_IN_FORCE .*no FIPS provider answers/)
  })
})

/**
 * Commands of the READMEs and pages, run as their readers run them; docs-commands.test.ts knows where each is run. They are in one file
 * because they build, one after the other.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterAll, describe, expect, it } from 'vitest'
import { blocksOf, read, root } from './documents.ts'
import { inTerminal, terminal } from './terminal.ts'

const blocks = blocksOf('docs/quick-start.md')
const [make = '', install = '', serve = '', without = '', withToken = '', ...others] = commands()
const servers = blocks.filter(({ file }) => file !== undefined)

const folder = mkdtempSync(`${tmpdir()}/quick-start-`)
const project = `${folder}/hello-jose`
let running: ChildProcess | undefined

afterAll(() => {
  stop()
  rmSync(folder, { recursive: true })
})

it('the quick start shows whole files', () => {
  expect(blocks.map(({ language }) => language)).toEqual(['sh', 'sh', 'ts', 'sh', 'sh', 'sh', 'sh', 'ts', 'sh', 'ts'])
  for (const { file, code } of servers) expect(code).toBe(read(file ?? ''))
})

const curl = spawnSync('curl', ['--version']).status === 0
const skipped = curl ? '' : ' (skipped: no curl)'

describe.skipIf(!curl)(
  `the quick start ends at a route that answers 200 with a token, and 401 without${skipped}`,
  () => {
    it('with Express, from an empty folder, in five minutes', { timeout: 300_000 }, async () => {
      const started = performance.now()
      const port = await freePort()
      shell(make, root, port)
      shell(install, folder, port)
      await expectProtected(servers[0]?.code, port)
      expect(performance.now() - started, 'five minutes of commands').toBeLessThan(300_000)
    })

    it.each([
      ['Fastify', others[0], servers[1]],
      ['Hono', others[1], servers[2]],
    ])('with %s', { timeout: 120_000 }, async (_framework, install = '', server) => {
      const port = await freePort()
      shell(install, project, port)
      await expectProtected(server?.code, port)
    })
  },
)

/** The server, saved and run as the page says. */
async function expectProtected(code: string | undefined, port: number): Promise<void> {
  writeFileSync(`${project}/server.mjs`, code ?? '')
  const env = terminal({ PORT: `${port}` })
  running = spawn('bash', ['-ec', serve], { cwd: project, env, stdio: 'ignore', detached: true })
  await listening(port)

  const refused = shell(without, project, port)
  expect(refused).toMatch(/^HTTP\/1\.1 401 Unauthorized\r\n/)
  expect(refused).toMatch(/\r\nwww-authenticate: Bearer realm="api"\r\n/i)

  const answered = shell(withToken, project, port)
  expect(answered).toMatch(/^HTTP\/1\.1 200 OK\r\n/)
  expect(answered).toMatch(/\r\n\r\n\{"hello":"alice"\}$/)

  const altered = shell(withToken.replace('Bearer $TOKEN', `Bearer \${TOKEN%?????}AAAAA`), project, port)
  expect(altered).toMatch(/^HTTP\/1\.1 401 Unauthorized\r\n/)
  expect(altered).toMatch(/\r\nwww-authenticate: Bearer realm="api", ?error="invalid_token"\r\n/i)

  const stranger = shell(withToken.replace('wonderland', 'queen'), project, port)
  expect(stranger).toMatch(/^HTTP\/1\.1 40[01] /)
  stop()
}

it("the guide's programs run by themselves, as their README says", { timeout: 120_000 }, () => {
  const [start] = blocksOf('examples/guide/README.md')
  // What is before is done by now: everything is installed and built.
  const [, first] = start?.code.split(/^cd examples$/m) ?? []
  const programs = [...read('examples/guide/README.md').matchAll(/^\| `(node guide\/[\w-]+\.ts)`/gm)]
  expect(programs.length).toBeGreaterThan(20)
  // On Node 24, as it says.
  const variables = { PATH: `${dirname(process.execPath)}:${terminal({}).PATH}` }
  const commands = [first, ...programs.map(([, command]) => command)].join('\n')
  const said = inTerminal(commands, `${root}examples`, variables)
  expect(said).toContain('Token is valid: john_doe, for 1 h')
})

it('the benchmarks measure', { timeout: 120_000 }, () => {
  expect(inTerminal('npx --yes pnpm@12 bench --quick --only EdDSA', root)).toMatch(/\nTargets\n/)
})

it('the attacks are tried on ours and on others', { timeout: 180_000 }, () => {
  expect(inTerminal('npx --yes pnpm@12 attacks', root)).toMatch(/\nours on node \S+: of \d+ inputs 0 accepted/)
})

it('the benchmarks measure on another runtime, into a file', { timeout: 240_000 }, () => {
  const file = `${folder}/measured.json`
  inTerminal(`npx --yes pnpm@12 bench --runtime node-20 --short --only jwks --json ${file}`, root)
  const { outcomes } = JSON.parse(readFileSync(file, 'utf8'))
  expect(outcomes[0].runtime).toMatch(/^Node 20\./)
  expect(outcomes[0].races[0].contenders.length).toBeGreaterThan(3)
})

it('openssl makes a secret', () => {
  expect(Buffer.from(inTerminal('openssl rand -base64 32', root), 'base64')).toHaveLength(32)
})

it('npm lists the copies of a package', { timeout: 60_000 }, () => {
  expect(inTerminal('npm ls @nestjs/common || true', `${root}packages/http`)).toContain('@nestjs/common@')
})

function stop(): void {
  if (running?.pid !== undefined) process.kill(-running.pid)
  running = undefined
}

/** The blocks of commands, in a folder and on a port of this test's own. */
function commands(): readonly string[] {
  return blocks.filter(({ language }) => language === 'sh').map(({ code }) => code)
}

function shell(text: string, cwd: string, port: number): string {
  const commands = text.replaceAll('/tmp/jose', `${folder}/jose`).replaceAll('localhost:3000', `localhost:${port}`)
  return inTerminal(commands, cwd, { PORT: `${port}` })
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().on('error', reject)
    probe.listen(0, () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}

async function listening(port: number): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    if (running?.exitCode !== null) throw new Error(`The server ended with ${running?.exitCode}`)
    const answer = await fetch(`http://localhost:${port}/`).catch(() => undefined)
    if (answer !== undefined) return
    await setTimeout(50)
  }
  throw new Error('The server does not answer')
}

import { spawn, spawnSync } from 'node:child_process'
import { createHash, getRandomValues, webcrypto } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { text } from 'node:stream/consumers'
import { constants, createContext, runInContext } from 'node:vm'
import { describe, expect, inject, it } from 'vitest'
import { blocksOf } from '../../test/documents.ts'
import { inTerminal } from '../../test/terminal.ts'
import { expected, programOf } from '../src/programs.ts'

const project = inject('project')
const shown = blocksOf('docs/packages.md')
const page = shown.find(({ language }) => language === 'html')?.code ?? ''
const chromium = ['chromium', 'chromium-browser', 'google-chrome'].find(
  (name) => spawnSync(name, ['--version']).status === 0,
)
const skipped = chromium === undefined ? ' (skipped: no Chromium)' : ''

/** A page of a secure origin, and one of plain `http:`. */
const origins = { webcrypto: 'localhost', forge: 'legacy.test' } as const

describe.each(['webcrypto', 'forge'] as const)('the script of %s', (backend) => {
  const dist = `${project}/node_modules/@jose/backend-${backend}/dist`
  const script = readFileSync(`${dist}/script.js`, 'utf8')
  const { 'script.js': integrity } = JSON.parse(readFileSync(`${dist}/integrity.json`, 'utf8'))

  it('has the hash that is written beside it', () => {
    process.stdout.write(`\n@jose/backend-${backend}/dist/script.js ${integrity}\n`)
    expect(integrity).toBe(`sha384-${createHash('sha384').update(script).digest('base64')}`)
  })

  it('makes the global `jose`, and no other', async () => {
    const surroundings = { crypto: webcrypto, random: (length: number) => getRandomValues(new Uint8Array(length)) }
    const context = Object.assign(createContext(constants.DONT_CONTEXTIFY), surroundings)
    const before = Object.getOwnPropertyNames(context)
    runInContext(script, context)
    expect(Object.getOwnPropertyNames(context).filter((name) => !before.includes(name))).toEqual(['jose'])
    const program = programOf(backend).replace(/^import (\{.*\}) from .*$/m, 'const $1 = jose')
    expect(await runInContext(`${program}\nglobalThis.answer`, context)).toBe(expected)
  })

  it.skipIf(chromium === undefined)(`runs in a page as it is shown${skipped}`, async () => {
    expect(await said(page.replace('sha384-…', integrity), script, origins[backend])).toBe('Hello alice')
  })

  it.skipIf(chromium === undefined)(`does not run when it is another${skipped}`, async () => {
    const other = script.replace('alg', 'Alg')
    expect(await said(page.replace('sha384-…', integrity), other, origins[backend])).toBe('no jose')
  })
})

it('the commands put the file where the page looks for it, and tell its hash', () => {
  const commands = shown.find(({ language }) => language === 'sh')?.code ?? ''
  mkdirSync(`${project}/public`)
  const output = inTerminal(commands, project)
  const script = readFileSync(`${project}/public/jose.js`)
  expect(Object.values(JSON.parse(output))).toEqual([`sha384-${createHash('sha384').update(script).digest('base64')}`])
})

/** What stands in the page in the end, as the page tells its server. */
async function said(page: string, script: string, host: string): Promise<string> {
  const teller = `<script>
    const tell = (text) => fetch('/said', { method: 'POST', body: text })
    if (typeof jose === 'undefined') tell('no jose')
    const hello = document.querySelector('#hello')
    new MutationObserver(() => tell(hello.textContent)).observe(hello, { childList: true })
  </script>`
  const files: Readonly<Record<string, readonly [type: string, content: string]>> = {
    '/': ['text/html', page.replace('<script>', `${teller}\n<script>`)],
    '/jose.js': ['text/javascript', script],
  }
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  const server = createServer((request, response) => {
    if (request.url === '/said') text(request).then(resolve, reject)
    const [type = 'text/plain', content = ''] = files[request.url ?? ''] ?? []
    response.setHeader('content-type', type).end(content)
  }).listen(0, '127.0.0.1')
  await new Promise((listening) => server.once('listening', listening))
  const profile = mkdtempSync(`${tmpdir()}/chromium-`)
  const { port } = server.address() as AddressInfo
  const rules = '--host-resolver-rules=MAP legacy.test 127.0.0.1'
  const args = [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    `--user-data-dir=${profile}`,
    rules,
    `http://${host}:${port}/`,
  ]
  const browser = spawn(chromium ?? '', ['--remote-debugging-port=0', ...args], { stdio: 'ignore' })
  browser.once('error', reject)
  browser.once('exit', (code) => reject(new Error(`Chromium ended with ${code}`)))
  try {
    return await promise
  } finally {
    browser.removeAllListeners('exit')
    const ended = new Promise((done) => browser.once('exit', done))
    browser.kill()
    await ended
    server.close()
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
  }
}

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { command } from './command.ts'
import { page } from './pages.ts'
import { type Cell, cellsOf, type Order, type Runtime } from './runtime.ts'

/** A browser: how it is started without a window, in a profile of its own. */
export interface Browser {
  readonly name: string
  readonly engine: Runtime['engine']
  readonly command: string
  readonly skip?: NonNullable<Runtime['skip']>
  /** Its arguments; `profile` is an empty folder. */
  args(profile: string): readonly string[]
}

/** A host that browsers do not trust as they trust localhost. It has no address but what each browser is told. */
export const insecureHost = 'legacy.test'

/** The browser twice: with WebCrypto on a secure origin, and on an insecure one, where there is none. */
export function browserRuntimes(browser: Browser): readonly Runtime[] {
  const version = async (): Promise<string> => /[\d.]+/.exec(await command(browser.command, ['--version']))?.[0] ?? ''
  const ways = ['import', 'bundle'] as const
  const { name, engine, skip = {} } = browser
  return [
    {
      name,
      engine,
      cells: cellsOf(['webcrypto'], ways),
      skip,
      version,
      run: (cell, order, signal) => show(browser, 'localhost', cell, order, signal),
    },
    {
      name: `${name}, insecure page`,
      engine,
      cells: cellsOf(['forge'], ways),
      without: ['crypto.subtle'],
      version,
      run: (cell, order, signal) => show(browser, insecureHost, cell, order, signal),
    },
  ]
}

async function show(browser: Browser, host: string, cell: Cell, order: Order, signal: AbortSignal): Promise<string> {
  const profile = mkdtempSync(join(tmpdir(), 'jose-profile-'))
  const shown = await page(cell)
  const seen = new AbortController()
  const address = `http://${host}:${shown.port}${shown.path}#${encodeURIComponent(JSON.stringify(order))}`
  const running = command(browser.command, [...browser.args(profile), address], {
    signal: AbortSignal.any([seen.signal, signal]),
    env: { ...process.env, HOME: profile },
  })
  const ended = running.then((said) => Promise.reject(new Error(`${browser.command} ended: ${said.slice(-1000)}`)))
  try {
    return await Promise.race([shown.answer, ended])
  } finally {
    seen.abort()
    await running.catch(() => {})
    shown.close()
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
  }
}

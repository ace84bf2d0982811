import { existsSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { chromium } from 'playwright-core'
import { buildPage } from './build.ts'
import type { Outcome } from './outcome.ts'
import type { Order } from './run-groups.ts'

/** Debian's. */
const executablePath = '/usr/bin/chromium'

/** In a page of localhost, which browsers give their WebCrypto. */
export async function inChromium(order: Order): Promise<Outcome> {
  if (!existsSync(executablePath)) throw new Error(`There is no ${executablePath}: it is Debian's package chromium`)
  const script = await buildPage()
  const server = createServer((request, response) => {
    const isScript = request.url === '/page.js'
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html')
    response.end(isScript ? script : '<!doctype html><script type="module" src="/page.js"></script>')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
  try {
    const page = await browser.newPage()
    page.on('console', (message) => console.log(message.text()))
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, { waitUntil: 'load' })
    return await page.evaluate((order) => (globalThis as unknown as Page).measure(order), order)
  } finally {
    await browser.close()
    server.close()
  }
}

/** What page.ts leaves there. */
interface Page {
  measure(order: Order): Promise<Outcome>
}

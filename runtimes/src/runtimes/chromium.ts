import { type Browser, browserRuntimes, insecureHost } from '../browser.ts'

const chromium: Browser = {
  name: 'Chromium',
  engine: 'V8',
  command: 'chromium',
  args: (profile) => [
    '--headless=new',
    // Root has no sandbox, and nothing but our own page is shown.
    '--no-sandbox',
    '--disable-gpu',
    '--disable-dev-shm-usage',
    '--no-first-run',
    '--disable-background-networking',
    `--user-data-dir=${profile}`,
    `--host-resolver-rules=MAP ${insecureHost} 127.0.0.1`,
  ],
}

export const chromiums = browserRuntimes(chromium)

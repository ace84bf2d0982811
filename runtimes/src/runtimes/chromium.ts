import { type Browser, browserRuntimes, insecureHost } from '../browser.ts'

const chromium: Browser = {
  skip: {
    webcrypto: [
      {
        reason: 'the case takes AES-192 for granted, which Chromium does not have',
        cases: ['keys foreign: OpenSSL 3.0.19: ES384 encrypted, hmacWithSHA384 and aes-192-cbc -iter 1000'],
      },
    ],
  },
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

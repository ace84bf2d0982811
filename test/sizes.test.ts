// How much of the library ends up in a page: bundled for the browser, shaken, minified, compressed.
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build, type Rolldown } from 'vite'
import { afterAll, describe, expect, it } from 'vitest'

const source = (path: string): string => fileURLToPath(new URL(`../packages/${path}/src/index.ts`, import.meta.url))

interface Alias {
  readonly [name: string]: string
}

/** Of the sources, and of the packages as they are published: one file each, of which a bundler leaves out what it knows to do nothing. */
const forms: readonly (readonly [name: string, alias: Alias])[] = [
  ['the sources', { '@jose/core': source('core'), '@jose/backend-webcrypto': source('backend-webcrypto') }],
  ['the packages', {}],
]

/** kB of gzip (1000 bytes), a little above what it is: more has to be meant. */
const budgets: readonly (readonly [name: string, code: string, most: number])[] = [
  [
    'decodeJwt alone, with webcrypto: JWK, CryptoKey and secret keys',
    `import { decodeJwt } from '@jose/core'
     import { webcryptoSignatures } from '@jose/backend-webcrypto'
     const backend = webcryptoSignatures()
     export const decode = (token, key, options) => decodeJwt(backend, token, key, options)`,
    20.9,
  ],
  ['jwt of webcrypto, every key form, encryption included', `export { jwt } from '@jose/backend-webcrypto'`, 44.5],
  ['all of webcrypto', `export * from '@jose/backend-webcrypto'`, 56],
]

const sizes: string[] = []

describe.each(forms)('of %s', (form, alias) => {
  it.each(budgets)('%s stays small', async (name, code, most) => {
    const size = await gzipped(code, alias)
    sizes.push(`${(size / 1000).toFixed(2).padStart(6)} kB of ${most}  ${name}, of ${form}`)
    expect(size).toBeLessThan(most * 1000)
  })
})

it.each(forms)(
  'of %s, a page that decodes has nothing in it of encryption, PEM, DER, other policies, hints and sync twins',
  async (_form, alias) => {
    const text = await bundled(budgets[0]?.[1] ?? '', alias)
    const parts = ['encrypted_key', '-----END ', 'PKCS#8', 'A256GCM', 'fips', 'did you mean', 'signSync']
    for (const part of parts) expect(text.includes(part), part).toBe(false)
  },
)

afterAll(() => {
  process.stdout.write(`gzip, minified, tree-shaken:\n${sizes.join('\n')}\n`)
})

async function gzipped(code: string, alias: Alias): Promise<number> {
  return gzipSync(await bundled(code, alias), { level: 9 }).length
}

async function bundled(code: string, alias: Alias): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    resolve: { alias },
    plugins: [
      {
        name: 'entry',
        enforce: 'pre',
        resolveId: (id) => (id === 'virtual:entry' ? '\0entry' : null),
        load: (id) => (id === '\0entry' ? code : null),
      },
    ],
    build: {
      write: false,
      target: 'es2022',
      minify: true,
      rolldownOptions: { input: 'virtual:entry', preserveEntrySignatures: 'strict', output: { format: 'es' } },
    },
  })
  const [first] = Array.isArray(result) ? result : [result]
  return (first as Rolldown.RolldownOutput).output.map((chunk) => ('code' in chunk ? chunk.code : '')).join('')
}

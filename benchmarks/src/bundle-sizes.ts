// What a page carries: bundled for the browser, minified, compressed.
import { gzipSync } from 'node:zlib'
import { rolldown } from 'rolldown'
import { type Absent, reasonOf } from './contender.ts'
import type { Row, TakeFigures } from './figures.ts'

const entries: { readonly [name: string]: string } = {
  'ours: decodeJwt with webcryptoSignatures': `import { decodeJwt } from '@jose/core'
    import { webcryptoSignatures } from '@jose/backend-webcrypto'
    const backend = webcryptoSignatures()
    export const decode = (token, key, options) => decodeJwt(backend, token, key, options)`,
  'ours: jwt of webcrypto': `export { jwt } from '@jose/backend-webcrypto'`,
  'ours: all of webcrypto': `export * from '@jose/backend-webcrypto'`,
  'ours: jwt of forge': `export { jwt } from '@jose/backend-forge'`,
  'jose: jwtVerify': `export { jwtVerify } from 'jose'`,
  'jose: jwtVerify, SignJWT': `export { jwtVerify, SignJWT } from 'jose'`,
  'jose: all': `export * from 'jose'`,
  'jsrsasign: all': `export { default } from 'jsrsasign'`,
  'node-forge: all': `export { default } from 'node-forge'`,
}

export const bundles: readonly TakeFigures[] = [
  async () => {
    const [rows, absent]: [Row[], Absent[]] = [[], []]
    for (const [name, code] of Object.entries(entries)) {
      try {
        rows.push({ name, values: { 'kB gzip': (await gzipped(code)) / 1000 } })
      } catch (error) {
        absent.push({ name, reason: reasonOf(error) })
      }
    }
    const of = (name: string): number => rows.find((row) => row.name === name)?.values['kB gzip'] ?? Number.NaN
    return {
      ...{ subject: 'Bundle of a page', rows, absent },
      goals: [
        ...[{ text: 'bundle of decodeJwt', wanted: 6, value: of('ours: decodeJwt with webcryptoSignatures') }],
        ...[{ text: 'bundle of jwt', wanted: 12, value: of('ours: jwt of webcrypto') }],
      ].map((goal) => ({ ...goal, unit: 'kB', most: true })),
    }
  },
]

/** Bytes. */
async function gzipped(code: string): Promise<number> {
  const bundle = await rolldown({
    input: 'entry',
    platform: 'browser',
    logLevel: 'silent',
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === 'entry' ? `${import.meta.dirname}/entry.js` : null),
        load: (id) => (id === `${import.meta.dirname}/entry.js` ? code : null),
      },
    ],
  })
  const { output } = await bundle.generate({ format: 'esm', minify: true })
  await bundle.close()
  return gzipSync(output.map((chunk) => ('code' in chunk ? chunk.code : '')).join(''), { level: 9 }).length
}

// What the bundle of `decodeJwt` is made of: by how much it shrinks when a part of it is left out.
import { gzipSync } from 'node:zlib'
import { rolldown } from 'rolldown'
import { minifySync } from 'rolldown/utils'
import type { TakeFigures } from './figures.ts'

const packages = `${import.meta.dirname}/../../packages`
const sourceOf = (name: string): string => `${packages}/${name}/src/index.ts`
const entry = `${import.meta.dirname}/entry.js`

/** Modules by the end of their path, without `.ts`. A module is of the first part that names it. */
const parts: { readonly [part: string]: RegExp } = {
  'secrets that are public keys in disguise': /core\/src\/jwk\/(disguise|encoded-text|armour|key-size)$/,
  'numbers of keys: curves, orders, RSA, ROCA, halves': /core\/src\/jwk\/(curves|rsa|check)$|webcrypto\/src\/halves$/,
  'what a key may do, and which algorithms': /core\/src\/(jwk\/(fit|weakness)|jws\/(allowed|use)|policy)$/,
  'JWKs and secrets': /core\/src\/jwk\/(jwk|key-from)$/,
  CryptoKeys: /webcrypto\/src\/native-keys$/,
  'sets by kid, resolvers, keys remembered':
    /core\/src\/(jwk\/(members|key-set|candidates|key-memory|remembered)|memory|token\/resolve)$/,
  'strict base64url, UTF-8, JSON': /core\/src\/encoding\/(base64url|utf8|codec|json)$/,
  'segments, header, crit, limits': /core\/src\/(jws|token|limits)|core\/src\/jwt\/decode$/,
  'claims and options': /core\/src\/(jwt\/(checks|claims|access-token)|options)$/,
  errors: /core\/src\/(errors|jwt\/jwt-error)$/,
  'registry of algorithms': /core\/src\/registry\//,
  'the WebCrypto backend': /backend-webcrypto\//,
  'Key, engine, sync and async': /core\//,
}

interface Module {
  readonly part: string | undefined
  readonly code: string
}

export const bundleParts: TakeFigures = async () => {
  const modules = await modulesOf(`import { decodeJwt } from '@jose/core'
    import { webcryptoSignatures } from '@jose/backend-webcrypto'
    const backend = webcryptoSignatures()
    export const decode = (token, key, options) => decodeJwt(backend, token, key, options)`)
  const whole = gzipped(modules)
  const rows = Object.keys(parts).map((name) => ({
    name,
    values: { 'kB less without it': (whole - gzipped(modules.filter(({ part }) => part !== name))) / 1000 },
  }))
  return {
    subject: 'Parts of the bundle of decodeJwt, whose names and words serve more than one',
    rows: [...rows, { name: 'the whole', values: { 'kB less without it': whole / 1000 } }],
    absent: [],
    goals: [],
  }
}

async function modulesOf(code: string): Promise<readonly Module[]> {
  const bundle = await rolldown({
    input: 'entry',
    platform: 'browser',
    logLevel: 'silent',
    resolve: {
      alias: { '@jose/core': sourceOf('core'), '@jose/backend-webcrypto': sourceOf('backend-webcrypto') },
    },
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === 'entry' ? entry : null),
        load: (id) => (id === entry ? code : null),
      },
    ],
  })
  const { output } = await bundle.generate({ format: 'esm' })
  await bundle.close()
  return Object.entries(output[0].modules).map(([path, module]) => ({ part: partOf(path), code: module.code ?? '' }))
}

function partOf(path: string): string | undefined {
  return Object.keys(parts).find((part) => parts[part]?.test(path.replace(/\.ts$/, '')))
}

/** Bytes of what is left, all of it: a minifier would leave out what lost its only user. */
function gzipped(modules: readonly Module[]): number {
  const text = modules.map(({ code }) => code).join('\n')
  const { code } = minifySync('bundle.js', text, { module: true, compress: { unused: false }, mangle: true })
  return gzipSync(code, { level: 9 }).length
}

import { fileURLToPath } from 'node:url'
import { runInNewContext } from 'node:vm'
import { gzipSync } from 'node:zlib'
import { build, parseAst, type Rolldown } from 'vite'
import { expect, it } from 'vitest'

const source = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** The package with all of core, bundled for a browser as an application would. */
async function bundle(minify: boolean): Promise<Rolldown.OutputChunk> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    resolve: { alias: { '@jose/core': source('../../core/src/index.ts') } },
    build: {
      write: false,
      minify,
      target: 'es2020',
      lib: { entry: source('../src/index.ts'), formats: ['iife'], name: 'jose', fileName: 'jose' },
    },
  })
  const [first] = Array.isArray(result) ? result : [result]
  return (first as Rolldown.RolldownOutput).output[0]
}

interface Node {
  readonly type: string
  readonly [member: string]: unknown
}

/** The names that code uses and nowhere declares: what it expects of its surroundings. */
function foreignNames(code: string): ReadonlySet<string> {
  const [used, declared] = [new Set<string>(), new Set<string>()]
  collect(parseAst(code), used, declared)
  return new Set([...used].filter((name) => !declared.has(name)))
}

/** Names of members are none: of `a.b + c`, these are `a` and `c`. */
function collect(value: unknown, used: Set<string>, declared: Set<string>): void {
  if (Array.isArray(value)) for (const item of value) collect(item, used, declared)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return
  const node = value as Node
  if (node.type === 'Identifier') used.add(String(node.name))
  for (const [member, child] of Object.entries(node)) {
    const isName = (node.type === 'MemberExpression' && member === 'property') || member === 'key'
    if (isName && node.computed !== true) continue
    const isDeclaration = member === 'params' || member === 'param' || (member === 'id' && node.type !== 'Identifier')
    if (isDeclaration) collect(child, declared, declared)
    collect(child, used, declared)
  }
}

it('bundled for the browser, nothing of Node is in it', async () => {
  const { code, imports, dynamicImports, moduleIds } = await bundle(false)
  expect([...imports, ...dynamicImports]).toEqual([])
  const foreign = moduleIds.filter((id) => !/\/packages\/(core|backend-webcrypto)\/(src\/|package\.json)/.test(id))
  expect(foreign.filter((id) => !id.startsWith('\0'))).toEqual([])
  const names = foreignNames(code)
  for (const name of ['process', 'Buffer', 'require', 'module', 'global', '__dirname', 'window', 'document', 'self']) {
    expect(names.has(name), name).toBe(false)
  }
  expect(names.has('globalThis')).toBe(true)
})

it('the bundle works with nothing but the language, crypto and the text encodings', async () => {
  const { code } = await bundle(true)
  const script = `${code};
    (async () => {
      const { jwt, jwk, supports } = jose
      const pair = await jwk.generate('ES256')
      const token = await jwt.encode({ a: 1 }, pair)
      const { a } = await jwt.decode(token, await pair.publicKey(), { algorithms: ['ES256'] })
      const secret = 'a secret of at least thirty-two bytes'
      const { b } = await jwt.decode(await jwt.encode({ b: 2 }, secret), secret, { algorithms: ['HS256'] })
      return JSON.stringify([a, b, supports('RS256')])
    })()`
  expect(await runInNewContext(script, { crypto, TextEncoder, TextDecoder })).toBe('[1,2,true]')
  expect(await runInNewContext(script, { crypto })).toBe('[1,2,true]')
  process.stdout.write(`\nwebcrypto with all of core, minified: ${gzipSync(code).length} bytes gzip\n`)
})

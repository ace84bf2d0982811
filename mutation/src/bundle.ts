import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, isAbsolute, relative, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { rolldown } from 'rolldown'

/** A test file and every source it needs, as one ES module that can be evaluated again and again. */
export interface Bundle {
  /** The test file, from the root of the sandbox. */
  readonly file: string
  readonly code: string
}

/**
 * Bundles a test file of the sandbox. `@jose/*` are the sandbox's sources, which carry the mutants; `vitest` stays an import,
 * as does Node; every other package is imported by the address that it has in the repository, which has the `node_modules`.
 */
export async function bundle(sandbox: string, repository: string, file: string): Promise<Bundle> {
  const build = await rolldown({
    input: resolve(sandbox, file),
    treeshake: false,
    platform: 'node',
    logLevel: 'silent',
    plugins: [
      {
        name: 'sandbox',
        resolveId(name, importer) {
          if (name === 'vitest' || name.startsWith('node:')) return { id: name, external: true }
          if (importer === undefined || name.startsWith('.') || isAbsolute(name)) return null
          const source = sourceOf(name)
          if (source !== undefined) return resolve(sandbox, source)
          const original = resolve(repository, relative(sandbox, importer))
          return { id: pathToFileURL(addressOf(name, original)).href, external: true }
        },
        transform(code, id) {
          if (!code.includes('import.meta.url')) return null
          // In the repository, where what is required from there can be found.
          const original = resolve(repository, relative(sandbox, id))
          return code.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(original).href))
        },
      },
    ],
  })
  const { output } = await build.generate({ format: 'esm', codeSplitting: false, minify: false })
  await build.close()
  return { file, code: output[0].code }
}

function sourceOf(name: string): string | undefined {
  if (name === '@jose/conformance') return 'conformance/src/index.ts'
  const [, part] = /^@jose\/([\w-]+)$/.exec(name) ?? []
  return part === undefined ? undefined : `packages/${part}/src/index.ts`
}

/** Where the module is that `import` would get: `require` gets another where a package has both. */
function addressOf(name: string, importer: string): string {
  const require = createRequire(importer)
  const [scope, inside] = name.split('/')
  const bare = name.startsWith('@') ? `${scope}/${inside}` : (scope as string)
  for (const folder of require.resolve.paths(name) ?? []) {
    const place = resolve(folder, bare)
    const manifest = manifestOf(place)
    if (manifest === undefined) continue
    const entry = entryOf(manifest, name === bare ? '.' : `.${name.slice(bare.length)}`)
    return entry === undefined ? require.resolve(name) : resolve(place, entry)
  }
  throw new Error(`${name} is not installed where ${dirname(importer)} could see it`)
}

function manifestOf(place: string): { readonly [member: string]: unknown } | undefined {
  try {
    return JSON.parse(readFileSync(resolve(place, 'package.json'), 'utf8'))
  } catch {
    return undefined
  }
}

function entryOf(manifest: { readonly [member: string]: unknown }, path: string): string | undefined {
  const exported = manifest.exports as { readonly [path: string]: unknown } | undefined
  let entry: unknown = exported?.[path] ?? (path === '.' ? exported : undefined)
  while (typeof entry === 'object' && entry !== null) {
    const conditions = entry as { readonly [condition: string]: unknown }
    entry = conditions.node ?? conditions.import ?? conditions.default
  }
  return typeof entry === 'string' ? entry : undefined
}

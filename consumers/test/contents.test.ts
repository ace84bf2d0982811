import { globSync, readFileSync, statSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { afterAll, describe, expect, inject, it } from 'vitest'
import { publishedIn, root } from '../../release/src/published.ts'
import { importsOf, partsOf } from '../src/contents.ts'
import { withLicences } from '../src/licences.ts'

const project = inject('project')
const tarballs = inject('tarballs')

interface Content {
  /** What the files may import: these and modules of Node, if there are any. */
  readonly imports: readonly string[]
  readonly node?: true
  /** kB (1000 bytes), a little above what it is: the tarball, what it unpacks to, and all of it in a page, minified and compressed. */
  readonly sizes: readonly [packed: number, unpacked: number, bundled: number]
}

const contents: Readonly<Record<string, Content>> = {
  '@jose/core': { imports: [], sizes: [225, 830, 53] },
  '@jose/backend-forge': { imports: ['@jose/core'], sizes: [430, 1500, 127] },
  '@jose/backend-node': { imports: ['@jose/core'], node: true, sizes: [24, 80, 56] },
  '@jose/backend-webcrypto': { imports: ['@jose/core'], sizes: [88, 285, 57.5] },
  '@jose/conformance': { imports: ['@jose/core'], sizes: [1480, 5300, 500] },
  '@jose/http': { imports: ['@jose/core', '@nestjs/common'], sizes: [26, 102, 6.4] },
}

const figures: string[] = []
afterAll(() => {
  process.stdout.write(`\nkB packed, unpacked, bundled with core and compressed:\n${figures.join('\n')}\n`)
})

it('tells of every package that is published, and of no other', () => {
  expect(
    publishedIn()
      .map(({ manifest }) => manifest.name)
      .sort(),
  ).toEqual(Object.keys(contents).sort())
})

describe.each(publishedIn())('$manifest.name', (published) => {
  const { name } = published.manifest
  const { imports = [], node = false, sizes = [] } = contents[name] ?? {}
  const installed = `${project}/node_modules/${name}`

  it('depends on core alone, and imports what it says', async () => {
    const found = await importsOf(`${installed}/dist`)
    expect(found.filter((path) => !(node && path.startsWith('node:')))).toEqual(imports)
    const { dependencies = {}, peerDependencies = {} } = JSON.parse(readFileSync(`${installed}/package.json`, 'utf8'))
    expect(Object.keys(dependencies)).toEqual(imports.filter((path) => !(path in peerDependencies)))
  })

  it('names the authors of what it has inside, with their licences', async () => {
    const parts = await partsOf(published)
    expect(parts.length > 0).toBe(name === '@jose/backend-forge')
    const notices = parts.length === 0 ? '' : readFileSync(`${installed}/NOTICES.md`, 'utf8').replace(/\s+/g, ' ')
    for (const part of parts) {
      expect(notices, part.name).toContain(`\`${part.name}\``)
      expect(part.copyrights.length, part.name).toBeGreaterThan(0)
      for (const line of part.copyrights) expect(notices).toContain(line.trim().replace(/\s+/g, ' '))
    }
    expect(readFileSync(`${installed}/LICENSE`, 'utf8')).toBe(readFileSync(`${root}/LICENSE`, 'utf8'))
  })

  it('stays small', async () => {
    const files = globSync('**/*', { cwd: installed }).map((file) => statSync(`${installed}/${file}`))
    const unpacked = files.reduce((sum, file) => sum + (file.isFile() ? file.size : 0), 0)
    const measured = [statSync(tarballs[name] ?? '').size, unpacked, await bundledSize(name)].map((size) => size / 1000)
    figures.push(`${measured.map((size) => size.toFixed(1).padStart(8)).join('')}  ${name}`)
    for (const [index, most] of sizes.entries()) expect(measured[index]).toBeLessThan(most)
  })
})

it('the page about packages has the licences of all that ships', async () => {
  const page = readFileSync(`${root}/docs/packages.md`, 'utf8')
  expect(await withLicences(page), 'written by `npx --yes pnpm@12 readme`').toBe(page)
})

/** All that it exports, with core, as it would come into a page. */
async function bundledSize(name: string): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents: `export * from '${name}'`, resolveDir: project },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    external: ['node:*'],
  })
  return gzipSync(outputFiles[0]?.contents ?? '', { level: 9 }).length
}

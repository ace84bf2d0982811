// What is in a published package: what its files import, and whose code is inside of them.
import { readdirSync, readFileSync } from 'node:fs'
import { build, type Metafile } from 'esbuild'
import { type Published, root } from '../../release/src/published.ts'

/** A package of somebody else. */
export interface Part {
  readonly name: string
  readonly licence: string
  /** The lines of its licence that say whose it is. */
  readonly copyrights: readonly string[]
}

/** What the files of `dist` import that is not in it, by either format. */
export async function importsOf(dist: string): Promise<readonly string[]> {
  const files = readdirSync(dist).map((name) => `${dist}/${name}`)
  const formats = ['.js', '.cjs'].map((extension) => files.filter((file) => file.endsWith(extension)))
  const bundles = await Promise.all(formats.map((entryPoints) => bundleOf(entryPoints, { packages: 'external' })))
  const imports = bundles.flatMap(({ outputs }) => Object.values(outputs).flatMap((output) => output.imports))
  return [...new Set(imports.map(({ path }) => path))].sort()
}

/** Whose code comes into a package when its sources are bundled. */
export async function partsOf({ folder }: Published): Promise<readonly Part[]> {
  const { inputs } = await bundleOf([`${root}/${folder}/src/index.ts`], { external: ['@jose/*'] })
  const folders = Object.keys(inputs).flatMap((file) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file) ?? [])
  return [...new Set(folders)].map((path) => partAt(`${root}/${path}`)).sort((a, b) => (a.name < b.name ? -1 : 1))
}

async function bundleOf(
  entryPoints: string[],
  others: { readonly packages?: 'external'; readonly external?: string[] },
): Promise<Metafile> {
  const options = { bundle: true, write: false, format: 'esm', platform: 'node', outdir: 'out' } as const
  return (await build({ ...options, ...others, metafile: true, absWorkingDir: root, entryPoints })).metafile
}

function partAt(folder: string): Part {
  const { name, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'))
  // Of two licences we take the first: node-forge is under BSD's or the GPL.
  const [text = ''] = readFileSync(`${folder}/LICENSE`, 'utf8').split('GNU GENERAL PUBLIC LICENSE')
  return {
    name,
    licence: license.replace(/^\((.*)\)$/, '$1'),
    copyrights: text.match(/^ *(?:\(C\)|Copyright \(c\)) .*$/gim) ?? [],
  }
}

import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { bundledIn, publishedPackages, root } from './published.ts'

/** A bill of materials in CycloneDX, as far as it is changed here. */
export interface Bill {
  readonly specVersion: string
  readonly metadata: { readonly component: { readonly 'bom-ref': string } }
  readonly components: readonly Component[]
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[]
}

export interface Component {
  readonly group?: string
  readonly name: string
  readonly version: string
  readonly purl: string
  readonly 'bom-ref': string
  readonly scope?: string
  readonly properties?: readonly { readonly name: string; readonly value: string }[]
}

/**
 * What each published package brings to its users, by its name: pnpm says what it depends on, and the bundler what it has
 * of others in its own files, which for pnpm is a matter of development.
 */
export async function billsOfMaterials(): Promise<ReadonlyMap<string, Bill>> {
  const bills = new Map<string, Bill>()
  const known = sbom(['--filter', '@jose/*'])
  const shipped = sbom(['--filter', '@jose/*'], '--prod')
  for (const each of publishedPackages()) {
    const { name } = each.manifest
    const bill = shipped.get(name)
    const { components = [] } = known.get(name) ?? {}
    if (bill === undefined) throw new Error(`pnpm has no bill of materials for ${name}`)
    const bundled = (await bundledIn(each)).map((other) => {
      const found = components.find(({ group, name: own }) => (group === undefined ? own : `${group}/${own}`) === other)
      if (found === undefined) throw new Error(`${name} contains ${other}, which it does not name`)
      return asBundled(found)
    })
    bills.set(name, withBundled(bill, bundled))
  }
  return bills
}

function withBundled(bill: Bill, bundled: readonly Component[]): Bill {
  const own = bill.metadata.component['bom-ref']
  const refs = bundled.map((component) => component['bom-ref'])
  return {
    ...bill,
    components: [...bill.components, ...bundled],
    dependencies: [
      ...bill.dependencies.map((each) =>
        each.ref === own ? { ref: own, dependsOn: [...each.dependsOn, ...refs].sort() } : each,
      ),
      ...refs.map((ref) => ({ ref, dependsOn: [] })),
    ],
  }
}

/** By CycloneDX's names of properties for npm. */
function asBundled({ scope: _, properties: __, ...component }: Component): Component {
  return { ...component, scope: 'required', properties: [{ name: 'cdx:npm:package:bundled', value: 'true' }] }
}

/** What pnpm writes, by the name of the package. */
function sbom(chosen: readonly string[], ...options: readonly string[]): ReadonlyMap<string, Bill> {
  const folder = mkdtempSync(`${tmpdir()}/bills-`)
  try {
    const format = ['--sbom-format', 'cyclonedx', '--exclude-peers', '--split', '--out', `${folder}/%s.json`]
    pnpm([...chosen, 'sbom', ...format, ...options])
    return new Map(
      publishedPackages().map(({ manifest: { name } }) => {
        return [name, JSON.parse(readFileSync(`${folder}/${fileNameOf(name)}.json`, 'utf8'))] as const
      }),
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** As pnpm names the files of a package. */
export function fileNameOf(name: string): string {
  return name.replace('@', '').replace('/', '-')
}

/** The pnpm that runs this, or the one that the commands of CONTRIBUTING.md get. */
export function pnpm(args: readonly string[], cwd: string = root): string {
  const own = process.env.npm_execpath
  const [command, ...first] = own?.includes('pnpm') ? [own] : ['npx', '--yes', 'pnpm@12']
  return execFileSync(command as string, [...first, ...args], {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

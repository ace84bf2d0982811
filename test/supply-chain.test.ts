// What comes to users with the packages, and to us with what we build them by.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { type Spec, Validation } from '@cyclonedx/cyclonedx-library'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { type Bill, fileNameOf, pnpm } from '../scripts/supply/bills.ts'
import { withDependencies } from '../scripts/supply/dependency-table.ts'
import { type Manifest, publishedPackages } from '../scripts/supply/published.ts'
import { read, root } from './documents.ts'
import { inTerminal } from './terminal.ts'

interface Locked {
  readonly specifier: string
}

const published = publishedPackages()
const names = published.map(({ manifest }) => manifest.name)

describe('the lockfile', () => {
  const { lockfileVersion, importers, catalogs, packages } = parse(read('pnpm-lock.yaml'))
  const entries: readonly [string, { readonly resolution: object }][] = Object.entries(packages)

  it('has a hash of every package, and nothing but packages of a registry', () => {
    expect(lockfileVersion).toBe('9.0')
    expect(entries.length).toBeGreaterThan(500)
    for (const [name, { resolution }] of entries) {
      expect(name).toMatch(/^(@[\w.~-]+\/)?[\w.~-]+@\d+\.\d+\.\d+[\w.+-]*$/)
      expect(resolution, name).toEqual({ integrity: expect.stringMatching(/^sha512-[A-Za-z0-9+/]{86}==$/) })
    }
  })

  it.each(Object.keys(importers))('has for %s what its manifest asks for', (folder) => {
    const manifest = JSON.parse(read(`${folder}/package.json`))
    for (const kind of ['dependencies', 'devDependencies', 'optionalDependencies']) {
      const locked = Object.entries<Locked>(importers[folder][kind] ?? {}).map(([name, { specifier }]) => [
        name,
        specifier,
      ])
      expect(Object.fromEntries(locked)).toEqual(manifest[kind] ?? {})
    }
  })

  it('has the versions that the catalog asks for', () => {
    const { catalog } = parse(read('pnpm-workspace.yaml'))
    for (const [name, { specifier }] of Object.entries<Locked>(catalogs.default)) expect(catalog[name]).toBe(specifier)
  })
})

it('packages are three days old before they are taken, and run scripts only by name', () => {
  const settings = parse(read('pnpm-workspace.yaml'))
  expect(settings).toMatchObject({ minimumReleaseAge: 3 * 24 * 60, strictDepBuilds: true })
  expect(settings.minimumReleaseAgeExclude).toBeUndefined()
  // Both put an engine's binary in its place.
  const allowed = Object.keys(settings.allowBuilds).filter((name) => settings.allowBuilds[name])
  expect(allowed).toEqual(['bun', 'node'])
})

describe('as packed', () => {
  const folder = mkdtempSync(`${tmpdir()}/packed-`)
  const manifests = new Map<string, Manifest>()

  beforeAll(() => {
    pnpm(['--recursive', '--filter', '@jose/*', 'pack', '--pack-destination', folder])
    for (const { manifest } of published) {
      const tarball = `${folder}/${fileNameOf(manifest.name)}-${manifest.version}.tgz`
      const text = execFileSync('tar', ['-xzOf', tarball, 'package/package.json'], { encoding: 'utf8' })
      manifests.set(manifest.name, JSON.parse(text))
    }
  }, 120_000)

  afterAll(() => rmSync(folder, { recursive: true }))

  it.each(names)('%s runs no script when it is installed', (name) => {
    const scripts = Object.keys(manifests.get(name)?.scripts ?? {})
    expect(scripts.filter((script) => /^(pre|post)?(install|prepare)$|^(pre|post)?prepublish/.test(script))).toEqual([])
  })

  it.each(published)(
    '$manifest.name depends on core in the same version, or on nothing',
    ({ manifest: { name, version } }) => {
      const {
        dependencies = {},
        optionalDependencies,
        peerDependencies = {},
        peerDependenciesMeta = {},
      } = manifests.get(name) as Manifest
      expect(dependencies).toEqual(name === '@jose/core' ? {} : { '@jose/core': version })
      expect(optionalDependencies).toBeUndefined()
      for (const peer of Object.keys(peerDependencies)) expect(peerDependenciesMeta[peer]).toEqual({ optional: true })
    },
  )
})

it('the table of what comes with a package is what there is (`pnpm readme` writes it)', {
  timeout: 60_000,
}, async () => {
  const page = read('docs/security.md')
  expect(page).toBe(await withDependencies(page))
})

describe('the bill of materials', () => {
  const bills = new Map<string, Bill>()

  beforeAll(() => {
    inTerminal('npx --yes pnpm@12 bom', root)
    for (const name of names) bills.set(name, JSON.parse(read(`bom/${fileNameOf(name)}.cdx.json`)))
  }, 120_000)

  it.each(names)('of %s is CycloneDX', { timeout: 60_000 }, async (name) => {
    const validator = new Validation.JsonStrictValidator(bills.get(name)?.specVersion as Spec.Version)
    expect(await validator.validate(JSON.stringify(bills.get(name)))).toBeNull()
    expect(
      await validator.validate(JSON.stringify({ ...bills.get(name), components: [{}] })),
      'a control',
    ).not.toBeNull()
  })

  it.each(published)('of $manifest.name has what the manifest has', ({ manifest: { name, dependencies = {} } }) => {
    const listed = bills.get(name)?.components.map(nameOf)
    expect(listed).toEqual(expect.arrayContaining(Object.keys(dependencies)))
    if (name !== '@jose/backend-forge') expect(listed).toHaveLength(Object.keys(dependencies).length)
  })

  it('of the forge backend has, with their hashes, those whose licences are in its notices', () => {
    const bill = bills.get('@jose/backend-forge') as Bill
    const bundled = bill.components.filter(({ properties }) =>
      properties?.some(({ name }) => name === 'cdx:npm:package:bundled'),
    )
    const notices = read('packages/backend-forge/NOTICES.md')
    expect(bundled.map(nameOf)).toEqual([
      ...['@noble/ciphers', '@noble/curves', '@noble/hashes', '@noble/post-quantum', 'node-forge', 'pako'],
    ])
    for (const component of bundled) {
      expect(notices).toContain(`\`${nameOf(component)}\``)
      expect(JSON.stringify(component)).toMatch(/"alg":"SHA-512","content":"[0-9a-f]{128}"/)
      expect(read('pnpm-lock.yaml')).toContain(`${nameOf(component)}@${component.version}`)
    }
  })
})

function nameOf({ group, name }: Bill['components'][number]): string {
  return group === undefined ? name : `${group}/${name}`
}

// The pages in the order in which somebody might read them. A test finds a page that is not here, and a name here that is no page.
import { existsSync, readFileSync } from 'node:fs'
import type { DefaultTheme } from 'vitepress'

type Item = DefaultTheme.SidebarItem

const page = (text: string, link: string): Item => ({ text, link })

export const guide: Item[] = [
  { text: 'Start', items: [page('Quick start', '/quick-start'), page('Choosing a backend', '/choosing-a-backend')] },
  {
    text: 'Tokens',
    items: [
      page('JWT', '/jwt'),
      page('JWS', '/jws'),
      page('JWE', '/jwe'),
      page('Choosing an encryption', '/choosing-an-encryption'),
      page('Algorithms', '/algorithms'),
    ],
  },
  {
    text: 'Keys',
    items: [page('Keys', '/keys'), page('Sets of keys', '/key-sets'), page('Rotation', '/rotation')],
  },
  {
    text: 'In production',
    items: [
      page('Frameworks', '/frameworks'),
      page('Security', '/security'),
      page('Threat model', '/threat-model'),
      page('Performance', '/performance'),
      page('Packages and bundlers', '/packages'),
      page('FIPS', '/fips'),
      page('Legacy runtimes', '/legacy-runtimes'),
      page('Troubleshooting', '/troubleshooting'),
    ],
  },
  {
    text: 'Migrating from',
    items: [
      page('python-jose', '/migrating/python-jose'),
      page('PyJWT', '/migrating/pyjwt'),
      page('jsonwebtoken', '/migrating/jsonwebtoken'),
      page('jose', '/migrating/jose'),
      page('fast-jwt', '/migrating/fast-jwt'),
    ],
  },
  { text: 'Further', items: [page('Writing a backend', '/writing-a-backend'), page('API reference', '/api/')] },
]

const outset = page('The guide', '/quick-start')

/** Of the reference, made of what typedoc wrote beside its pages: all packages, or the names of one. */
export function reference(): DefaultTheme.SidebarMulti {
  const modules = modulesOfReference()
  const all = page('API reference', '/api/')
  const links = modules.map(({ text = '', link = '' }) => page(text, link))
  const packages = Map.groupBy(modules, ({ link = '' }) => link.split('/').slice(0, 3).join('/'))
  const each = [...packages].map(([path, own]) => {
    return [`${path}/`, [all, ...own.map((module) => ({ ...module, collapsed: false })), outset]] as const
  })
  return { ...Object.fromEntries(each), '/api/': [{ ...all, items: links }, outset] }
}

function modulesOfReference(): readonly Item[] {
  const file = new URL('../api/typedoc-sidebar.json', import.meta.url)
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : []
}

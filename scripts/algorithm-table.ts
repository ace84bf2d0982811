import { backend as forge } from '@jose/backend-forge'
import { backend as node } from '@jose/backend-node'
import { backend as webcrypto } from '@jose/backend-webcrypto'
import {
  type Backend,
  bindSupports,
  contentEncryptions,
  keyManagementAlgorithms,
  signatureAlgorithms,
} from '@jose/core'
import { peculiarBackend } from './peculiar.ts'

const start = /<!-- algorithms: [^\n]*-->\n/
const end = '<!-- /algorithms -->'

/** The text with the tables of algorithms between its two comments, made from the registry and what each backend supports. */
export async function withAlgorithms(text: string): Promise<string> {
  const opening = start.exec(text)
  const from = (opening?.index ?? -1) + (opening?.[0].length ?? 0)
  const to = text.indexOf(end)
  if (opening === null || to < from) throw new Error('The text has no place for the tables of algorithms')
  return `${text.slice(0, from)}\n${await tables()}\n${text.slice(to)}`
}

async function tables(): Promise<string> {
  const backends = { node, webcrypto, '@peculiar/webcrypto': peculiarBackend, forge }
  await Promise.all(Object.values<Backend>(backends).map((backend) => backend.ready?.()))
  const marks = (name: string): readonly string[] =>
    Object.values<Backend>(backends).map((backend) => markOf(backend, name))
  const names = Object.keys(backends)
  return [
    'Signatures (`alg` of a JWS):\n',
    table(
      ['alg', 'key', 'source', ...names],
      Object.values(signatureAlgorithms).map(({ name, kty, variants, source, status }) => {
        const curves = variants.flatMap(({ crv }) => crv ?? []).join(', ')
        const note = status === 'deprecated' ? ' (deprecated name)' : ''
        return [`\`${name}\`${note}`, [kty, curves].filter(Boolean).join(' '), source, ...marks(name)]
      }),
    ),
    'Key management (`alg` of a JWE):\n',
    table(
      ['alg', 'key', 'source', ...names],
      Object.values(keyManagementAlgorithms).map(({ name, kty, source, status }) => {
        const note = status === 'current' ? '' : ' (only when asked for)'
        return [`\`${name}\`${note}`, kty.join(', '), source, ...marks(name)]
      }),
    ),
    'Content encryption (`enc` of a JWE):\n',
    table(
      ['enc', 'key', 'source', ...names],
      Object.values(contentEncryptions).map(({ name, cekBits, source }) => [
        `\`${name}\``,
        `${cekBits} bits`,
        source,
        ...marks(name),
      ]),
    ),
  ].join('\n')
}

/** The modes in which a backend has the algorithm; for several curves, the curves it has where it has not all. */
function markOf(backend: Backend, name: string): string {
  const supports = bindSupports(backend)
  const modes = backend.sync === undefined ? 'async' : 'sync, async'
  if (supports(name)) return modes
  const all =
    keyManagementAlgorithms[name]?.curves ?? signatureAlgorithms[name]?.variants.flatMap(({ crv }) => crv ?? [])
  const curves = all?.filter((curve) => supports(name, { curve })) ?? []
  return curves.length === 0 ? '–' : `${modes} (${curves.join(', ')})`
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return `${[head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')}\n`
}

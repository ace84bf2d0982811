import type { SignatureAlgorithm } from '@jose/core'

type Supports = (algorithm: string) => boolean

const start = /<!-- algorithms: [^\n]*-->\n/
const end = '<!-- /algorithms -->'

/** The text with the table of algorithms between its two comments, made from the registry and what each backend supports. */
export function withAlgorithms(
  text: string,
  algorithms: readonly SignatureAlgorithm[],
  backends: { readonly [name: string]: Supports },
): string {
  const opening = start.exec(text)
  const from = (opening?.index ?? -1) + (opening?.[0].length ?? 0)
  const to = text.indexOf(end)
  if (opening === null || to < from) throw new Error('The text has no place for the table of algorithms')
  return `${text.slice(0, from)}\n${table(algorithms, backends)}\n${text.slice(to)}`
}

function table(algorithms: readonly SignatureAlgorithm[], backends: { readonly [name: string]: Supports }): string {
  const names = Object.keys(backends)
  const rows = algorithms.map(({ name, kty, variants, source, status }) => {
    const primitives = variants.map(({ primitive }) =>
      [...new Set(Object.values(primitive).filter((part) => typeof part === 'string'))].join(' '),
    )
    const key = `${kty}${variants.some(({ crv }) => crv) ? ` ${variants.map(({ crv }) => crv).join(', ')}` : ''}`
    const marks = names.map((backend) => (backends[backend]?.(name) ? 'yes' : '–'))
    return [
      `\`${name}\`${status === 'deprecated' ? ' (deprecated name)' : ''}`,
      key,
      primitives.join(', '),
      source,
      ...marks,
    ]
  })
  const head = ['alg', 'key', 'primitive', 'source', ...names]
  return `${[head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')}\n`
}

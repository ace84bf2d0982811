import { der, joined } from './der.ts'

/** The same DER, each time with one of its lengths in an octet more than it takes, and those around it right. */
export function longer(octets: Uint8Array): readonly Uint8Array[] {
  const tree = parsed(octets)
  const count = counted(tree)
  return Array.from({ length: count }, (_, index) => written(tree, { left: index }))
}

interface Node {
  readonly tag: number
  readonly content: Uint8Array | readonly Node[]
}

function parsed(octets: Uint8Array): readonly Node[] {
  const nodes: Node[] = []
  for (let offset = 0; offset < octets.length; ) {
    const first = octets[offset + 1] ?? 0
    const sizes = first < 0x80 ? 0 : first & 0x7f
    const start = offset + 2 + sizes
    const length = sizes === 0 ? first : octets.slice(offset + 2, start).reduce((sum, octet) => sum * 256 + octet, 0)
    const tag = octets[offset] ?? 0
    const content = octets.slice(start, start + length)
    nodes.push({ tag, content: tag & 0x20 ? parsed(content) : content })
    offset = start + length
  }
  return nodes
}

function counted(nodes: readonly Node[]): number {
  return nodes.reduce((sum, { content }) => sum + 1 + (content instanceof Uint8Array ? 0 : counted(content)), 0)
}

function written(nodes: readonly Node[], which: { left: number }): Uint8Array {
  return joined(
    ...nodes.map(({ tag, content }) => {
      const isLonger = which.left-- === 0
      const inner = content instanceof Uint8Array ? content : written(content, which)
      if (!isLonger) return der(tag, inner)
      const { length } = inner
      const size =
        length < 0x80 ? [0x81, length] : length < 0x100 ? [0x82, 0, length] : [0x83, 0, length >> 8, length & 255]
      return joined([tag, ...size], inner)
    }),
  )
}

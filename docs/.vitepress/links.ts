// The pages are read in the repository too, where they may point at files outside of this folder.
import { posix } from 'node:path'
import type { MarkdownRenderer } from 'vitepress'

/** Files of the repository that are pages of the site. */
const pages: { readonly [target: string]: string } = {
  '../README.md#algorithms': '/algorithms.md',
  '../SECURITY.md': '/threat-model.md',
  '../docs/fips.md': '/fips.md',
  '../docs/security.md': '/security.md',
}

/** Pages that are such a file as a whole, whose links start where it is. */
const sources: { readonly [page: string]: string } = { 'threat-model.md': '../SECURITY.md' }

/** A link to such a file goes to its page; one to any other file, which the site does not have, becomes its text. */
export function linksFromOutside(md: MarkdownRenderer): void {
  md.core.ruler.push('links-from-outside', ({ tokens, env }) => {
    for (const { children } of tokens) {
      let unlinked = false
      for (const token of children ?? []) {
        if (token.type === 'link_open') {
          const target = outside(token.attrGet('href') ?? '', env.relativePath ?? '')
          const page = target === undefined ? undefined : pages[target]
          if (page !== undefined) token.attrSet('href', page)
          unlinked = target !== undefined && page === undefined
        }
        if (!unlinked || !token.type.startsWith('link_')) continue
        Object.assign(token, { type: 'text', tag: '', nesting: 0, content: '' })
      }
    }
  })
}

/** Where a link leads from the page, seen from this folder, if it leads out of it. */
function outside(href: string, page: string): string | undefined {
  if (/^([a-z]+:|[/#])/.test(href)) return undefined
  const target = posix.join(posix.dirname(sources[page] ?? page), href)
  return target.startsWith('../') ? target : undefined
}

// VitePress checks links to pages in Markdown. This checks every link of the built site, to headings too, those of the sidebar too.
import { globSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'

interface Page {
  readonly ids: ReadonlySet<string>
  readonly links: readonly string[]
}

/** The links of the built site that lead nowhere, as `page: link`. */
export function deadLinks(folder: string, base = '/'): readonly string[] {
  const files = globSync('**/*.html', { cwd: folder }).map((file) => file.replaceAll('\\', '/'))
  const pages = new Map(files.map((file) => [file, read(`${folder}/${file}`)]))
  return files.flatMap((file) => {
    const links = [...new Set(pages.get(file)?.links)]
    return links.filter((link) => !leadsSomewhere(link, file, pages, base)).map((link) => `${file}: ${link}`)
  })
}

/** What a page of the site would fetch from another one. */
export function requestsElsewhere(folder: string): readonly string[] {
  const files = globSync('**/*.{html,css}', { cwd: folder })
  const fetched =
    /(?:<(?:script|link|img|iframe|source|video)\b[^>]* (?:src|href)="|url\(["']?|@import ["'])((?:https?:)?\/\/[^"')]*)/g
  return files.flatMap((file) =>
    values(readFileSync(`${folder}/${file}`, 'utf8'), fetched).map((url) => `${file}: ${url}`),
  )
}

function read(file: string): Page {
  const html = readFileSync(file, 'utf8')
  return { ids: new Set(values(html, / id="([^"]*)"/g)), links: values(html, /<a\b[^>]* href="([^"]*)"/g) }
}

const values = (html: string, attribute: RegExp): readonly string[] =>
  [...html.matchAll(attribute)].map(([, value = '']) => value.replaceAll('&amp;', '&'))

function leadsSomewhere(link: string, from: string, pages: ReadonlyMap<string, Page>, base: string): boolean {
  if (/^[a-z]+:/.test(link)) return true
  const [path = '', fragment] = link.split('#')
  const file = fileOf(path, from, base)
  const page = pages.get(file)
  return page !== undefined && (fragment === undefined || page.ids.has(decodeURIComponent(fragment)))
}

function fileOf(path: string, from: string, base: string): string {
  if (path === '') return from
  const file = path.startsWith(base) ? path.slice(base.length) : posix.join(posix.dirname(from), path)
  return file === '' || file.endsWith('/') ? `${file}index.html` : file
}

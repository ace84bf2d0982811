import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export const root: string = fileURLToPath(new URL('..', import.meta.url))
export const read = (path: string): string => readFileSync(`${root}${path}`, 'utf8')

/** A fenced block of a document. `file`: the file of the repository whose code it is, if it names one. */
export interface Block {
  readonly document: string
  /** Of the fence, counted from 1. */
  readonly line: number
  readonly language: string
  readonly file: string | undefined
  readonly code: string
}

/** The pages of the site that somebody wrote. */
export const pages: readonly string[] = globSync('docs/**/*.md', {
  cwd: root,
  exclude: ['docs/api', 'docs/.vitepress', '**/node_modules'],
}).sort()

/** What the repository tells its users: the READMEs and the pages. */
export const documents: readonly string[] = [
  'README.md',
  ...globSync('{packages/*,conformance}/README.md', { cwd: root }).sort(),
  ...pages,
]

export function blocksOf(document: string): readonly Block[] {
  const text = read(document)
  return [...text.matchAll(/^```(.*)\n([\s\S]*?)^```$/gm)].map(({ index, 1: info = '', 2: code = '' }) => {
    const [language = '', file] = info.split(' ')
    return { document, line: text.slice(0, index).split('\n').length, language, file, code }
  })
}

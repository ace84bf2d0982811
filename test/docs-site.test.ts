/** What the build of the site cannot see: it ends at dead links by itself. */
import { existsSync, globSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { deadLinks, requestsElsewhere } from '../docs/.vitepress/anchors.ts'
import { guide } from '../docs/.vitepress/sidebar.ts'
import { blocksOf, documents, pages, read, root } from './documents.ts'

it('has every page in its sidebar, and nothing else', () => {
  const listed = guide.flatMap(({ items = [] }) => items.map(({ link = '' }) => `docs${link}.md`))
  // The front page; the reference is made by typedoc.
  expect([...listed, 'docs/index.md'].filter((page) => page !== 'docs/api/.md').sort()).toEqual(pages)
})

it('has every entry point of every published package in its reference', () => {
  const config = read('docs/typedoc.json').replace(/^ *\/\/.*$/gm, '')
  const { entryPoints } = JSON.parse(config) as { readonly entryPoints: readonly string[] }
  const published = globSync('{packages/*,conformance}/package.json', { cwd: root }).flatMap((file) => {
    const { exports } = JSON.parse(read(file)) as { readonly exports: object }
    const names = Object.keys(exports).filter((name) => !name.endsWith('.json'))
    return names.map((name) => `../${dirname(file)}/src/${name === '.' ? 'index' : name.slice(2)}.ts`)
  })
  expect([...entryPoints].sort()).toEqual(published.sort())
})

it('shows every file of the example of a backend', () => {
  for (const file of ['backend', 'service', 'usage']) {
    expect(read('docs/writing-a-backend.md')).toContain(`\`\`\`ts examples/remote-keys/${file}.ts`)
  }
})

describe.each(documents)('%s', (document) => {
  it('shows programs that run, or the code of a file as it is', () => {
    for (const { language, file, line, code } of blocksOf(document)) {
      expect(languages(document), `line ${line}`).toContain(language)
      if (file !== undefined) expect(read(file).includes(code), `${file} has the code of line ${line}`).toBe(true)
    }
  })

  it('points at files that are there', () => {
    const targets = [...read(document).matchAll(/\]\(([^)#]+)[^)]*\)/g)].map(([, target = '']) => target)
    const missing = targets.filter((target) => !isThere(target, document))
    expect(missing).toEqual([])
  })
})

/** Programs and commands, which are run, and data. A page on migrating starts from programs of another library, which
 * interop runs; the README of the suite has parts of programs, which run with the examples. */
function languages(document: string): readonly string[] {
  // What is HTML runs in a page, in consumers/test.
  const ours = ['ts', 'sh', 'html', 'json', 'ini', 'http', 'text', '']
  if (document.startsWith('docs/migrating/')) return [...ours, 'js', 'py', 'python']
  return document === 'conformance/README.md' ? [...ours, 'js'] : ours
}

/** In the repository, where the pages are read too; `docs/api` is only on the site. */
function isThere(target: string, document: string): boolean {
  if (/^(https?|mailto):/.test(target) || /(^|\/)api\//.test(target)) return true
  return existsSync(target.startsWith('/') ? `${root}docs${target}` : join(root, dirname(document), target))
}

describe('the check of the built site', () => {
  const folder = mkdtempSync(`${tmpdir()}/site-`)
  afterAll(() => rmSync(folder, { recursive: true }))

  it('finds what leads nowhere, and nothing else', () => {
    const links = [
      'b.html#here',
      '/b.html',
      '/',
      '#top',
      'https://elsewhere.example/x',
      'b.html#gone',
      '/c.html',
      '#none',
    ]
    const html = links.map((link) => `<a class="x" href="${link}">x</a>`).join('')
    writeFileSync(`${folder}/index.html`, `<h1 id="top">x</h1>${html}`)
    writeFileSync(`${folder}/b.html`, '<h2 id="here">x</h2>')
    expect(deadLinks(folder)).toEqual(['index.html: b.html#gone', 'index.html: /c.html', 'index.html: #none'])
    expect(requestsElsewhere(folder)).toEqual([])
  })

  it('finds what would be fetched from elsewhere', () => {
    writeFileSync(
      `${folder}/c.html`,
      '<script async src="https://elsewhere.example/a.js"></script><img src="/here.png">',
    )
    writeFileSync(`${folder}/d.css`, '@import "//elsewhere.example/b.css"; a { background: url(data:x) }')
    expect([...requestsElsewhere(folder)].sort()).toEqual([
      'c.html: https://elsewhere.example/a.js',
      'd.css: //elsewhere.example/b.css',
    ])
  })
})

import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const read = (path: string): string => readFileSync(`${root}${path}`, 'utf8')

/** The guides. Their other examples run in test/examples.test.ts. */
const guides = globSync('docs/*.md', { cwd: root }).sort()

describe.each(guides)('%s', (guide) => {
  const text = read(guide)
  const blocks = [...text.matchAll(/^```(.*)\n([\s\S]*?)^```$/gm)].map(([, info = '', code = '']) => ({ info, code }))

  it('has code that runs, or that stands in a tested file as it is', () => {
    for (const { info, code } of blocks) {
      const [language, file] = info.split(' ')
      expect(['ts', 'sh']).toContain(language)
      if (file !== undefined && !read(file).includes(code)) {
        expect.fail(`${file} has other code than ${guide}: ${code.slice(0, 200)}`)
      }
    }
  })

  it('has links that lead somewhere', () => {
    const headings = [...text.matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
      title
        .toLowerCase()
        .replace(/[^\w -]/g, '')
        .replaceAll(' ', '-'),
    )
    for (const [, target = ''] of text.matchAll(/\]\(([^)]*)\)/g)) {
      if (target.startsWith('#')) expect(headings).toContain(target.slice(1))
      else if (!target.startsWith('https:'))
        expect(globSync(target.replace(/#.*/, ''), { cwd: `${root}docs` })).toHaveLength(1)
    }
  })
})

it('the guide to backends shows every file of its example', () => {
  for (const file of ['backend', 'service', 'usage']) {
    expect(read('docs/writing-a-backend.md')).toContain(`\`\`\`ts examples/remote-keys/${file}.ts`)
  }
})

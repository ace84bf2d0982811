import { globSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { backends, folder, onOneLine, promises, read, run } from './guide-example.ts'

const names = globSync('*.ts', { cwd: folder })
  .map((file) => file.slice(0, -3))
  .sort()

describe.each(['node', 'webcrypto', 'forge'] as const)('on %s', (backend) => {
  const fitting = names.filter((name) => name !== 'sync' || backend !== 'webcrypto')

  it.each(fitting)(
    '%s prints what its comments say',
    async (name) => {
      const source = read(`${name}.ts`)
      const expected = promises(source)
      const lines = (await run(name, backend)).printed.map(onOneLine)

      expect(expected.length).toBeGreaterThan(0)
      for (const promise of expected) expect(lines).toContainEqual(expect.stringMatching(promise))
      // And nothing else; a title is its own promise.
      const unsaid = lines.filter((line) => !expected.some((promise) => promise.test(line)))
      expect(unsaid.filter((line) => !source.includes(`console.log('${line}')`))).toEqual([])
    },
    60_000,
  )

  it('is what the examples then run on', async () => {
    expect((await run('version', backend)).printed).toEqual([backends[backend].version, backend])
    const { printed } = await run('backends', backend)
    expect(printed[1]?.includes('RSA1_5')).toBe(backend !== 'webcrypto')
  })
})

it('webcrypto has no sync twins', async () => {
  await expect(run('sync', 'webcrypto')).rejects.toThrow(/encodeSync is not a function/)
})

it.each(names)('%s chooses its backend by one line', (name) => {
  expect(read(`${name}.ts`).match(/from '@jose\/[^']*'/g)).toEqual(["from '@jose/backend-node'"])
})

it('the README lists them all', () => {
  const listed = [...read('README.md').matchAll(/^\| `node guide\/(.*)\.ts`/gm)]
  expect(listed.map(([, name]) => name).sort()).toEqual(names)
})

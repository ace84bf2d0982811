import { globSync, readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { fileURLToPath } from 'node:url'
import * as node from '@jose/backend-node'
import * as conformance from '@jose/conformance'
import * as core from '@jose/core'
import { describe, expect, it } from 'vitest'

/** What an example may import, and what one in a docstring may take for granted. */
const modules: { readonly [name: string]: object } = {
  '@jose/backend-node': node,
  '@jose/conformance': conformance,
  '@jose/core': core,
  vitest: { describe: () => {}, it: () => {} },
}
const secret = 'a secret of at least thirty-two bytes'
const granted = {
  ...core,
  ...node,
  ...conformance,
  secret,
  token: await node.jwt.encode({ a: 'b' }, secret, { algorithm: 'HS256' }),
  pem: await (await node.jwk.generate('RS256')).toPem({ private: true }),
}

const root = fileURLToPath(new URL('..', import.meta.url))
const read = (path: string): string => readFileSync(`${root}${path}`, 'utf8')

describe('READMEs', () => {
  const files = ['README.md', ...globSync('{packages/*,conformance}/README.md', { cwd: root }).sort()]
  const blocks = files.flatMap((file) =>
    [...read(file).matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code = '']) => [file, code] as const),
  )
  it.each(blocks)('of %s: the example runs and prints what it says', async (_file, code) => {
    await run(code, {})
  })
})

describe('docstrings', () => {
  const files = globSync(['packages/*/src/**/*.ts', 'conformance/src/*.ts'], { cwd: root }).sort()
  const examples = files.flatMap((file) =>
    [...read(file).matchAll(/@example\n([\s\S]*?)\*\//g)].map(
      ([, text = '']) => [file, text.replace(/^ *\* ?/gm, '')] as const,
    ),
  )
  it('have examples', () => expect(examples.length).toBeGreaterThan(5))
  it.each(examples)('of %s: the example runs', async (_file, code) => {
    await run(code, granted)
  })
})

/** Run the code with its imports taken from `modules`. What `console.log(…) // text` prints must be that text. */
async function run(code: string, scope: object): Promise<void> {
  const imports = /^import \{ ([^}]*) \} from '([^']*)'$/gm
  const names = new Set([...code.matchAll(imports)].flatMap(([, list = '']) => list.split(', ')))
  const body = stripTypeScriptTypes(code)
    .replace(imports, (_line, list: string, from: string) => `const { ${list} } = modules['${from}']`)
    .replace(
      /console\.log\((.*)\) \/\/ (.*)$/gm,
      (_line, value: string, text: string) => `log(String(${value}), ${JSON.stringify(text)})`,
    )
  const given = Object.entries({ ...scope, modules }).filter(([name]) => !names.has(name))
  const log = (found: string, text: string): void => expect(found).toBe(text)
  const program = new Function('log', ...given.map(([name]) => name), `return (async () => {\n${body}\n})()`)
  await program(log, ...given.map(([, value]) => value))
}

import * as crypto from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { fileURLToPath } from 'node:url'
import * as forge from '@jose/backend-forge'
import * as node from '@jose/backend-node'
import * as webcrypto from '@jose/backend-webcrypto'
import * as conformance from '@jose/conformance'
import * as core from '@jose/core'
import * as peculiar from '@peculiar/webcrypto'
import { describe, expect, it } from 'vitest'

const nothing = (): void => {}
const runner = { after: nothing, afterAll: nothing, describe: nothing, it: nothing }
const expo = { getRandomBytes: (length: number): Uint8Array => node.backend.random(length) }

/** What an example may import, and what one in a docstring may take for granted. */
const modules: { readonly [name: string]: object } = {
  '@jose/backend-forge': forge,
  '@jose/backend-node': node,
  '@jose/backend-webcrypto': webcrypto,
  '@jose/conformance': conformance,
  '@jose/core': core,
  '@peculiar/webcrypto': peculiar,
  'expo-crypto': expo,
  'node:crypto': crypto,
  'node:test': runner,
  vitest: runner,
}
const secret = 'a secret of thirty-two bytes now'
const privateKey = await node.jwk.generate('RSA-OAEP-256')
const publicKey = await privateKey.publicKey()
const pem = await (await node.jwk.generate('RS256')).toPem({ private: true })
const named = { ...peculiar, ...expo, ...runner, secret, privateKey, publicKey, pem }
const granted = { ...core, ...forge, ...webcrypto, ...node, ...conformance, ...named }
const tokens = {
  signed: await node.jwt.encode({ a: 'b' }, secret, { algorithm: 'HS256' }),
  encrypted: await node.jwe.encrypt('plaintext', secret),
  encryptedJwt: await node.jwt.encrypt({ a: 'b' }, publicKey, { algorithm: 'RSA-OAEP-256' }),
}

/** The kind of token that the example takes. */
function tokenFor(code: string): string {
  if (code.includes('jwt.decrypt')) return tokens.encryptedJwt
  return code.includes('jwe.') ? tokens.encrypted : tokens.signed
}

const root = fileURLToPath(new URL('..', import.meta.url))
const read = (path: string): string => readFileSync(`${root}${path}`, 'utf8')

describe('READMEs and guides', () => {
  const files = ['README.md', ...globSync(['{packages/*,conformance}/README.md', 'docs/*.md'], { cwd: root }).sort()]
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
    await run(code, { ...granted, token: tokenFor(code) })
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

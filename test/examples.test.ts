import * as crypto from 'node:crypto'
import { globSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import * as forge from '@jose/backend-forge'
import * as node from '@jose/backend-node'
import * as webcrypto from '@jose/backend-webcrypto'
import * as conformance from '@jose/conformance'
import * as core from '@jose/core'
import * as http from '@jose/http'
import * as httpExpress from '@jose/http/express'
import * as httpFastify from '@jose/http/fastify'
import * as httpHono from '@jose/http/hono'
import * as httpKoa from '@jose/http/koa'
import * as httpNest from '@jose/http/nest'
import * as httpNext from '@jose/http/next'
import * as peculiar from '@peculiar/webcrypto'
import * as express from 'express'
import * as fastify from 'fastify'
import * as hono from 'hono'
import * as koa from 'koa'
import { describe, expect, it } from 'vitest'
import { blocksOf, documents, read, root } from './documents.ts'

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
  '@jose/http': http,
  '@jose/http/express': httpExpress,
  '@jose/http/fastify': httpFastify,
  '@jose/http/hono': httpHono,
  '@jose/http/koa': httpKoa,
  '@jose/http/nest': httpNest,
  '@jose/http/next': httpNext,
  '@peculiar/webcrypto': peculiar,
  'expo-crypto': expo,
  express,
  fastify,
  hono,
  koa,
  'node:crypto': crypto,
  'node:test': runner,
  vitest: runner,
}
const secret = 'a secret of thirty-two bytes now'
const privateKey = await node.jwk.generate('RSA-OAEP-256')
const publicKey = await privateKey.publicKey()
const pem = await (await node.jwk.generate('RS256')).toPem({ private: true })
const named = { ...peculiar, ...expo, ...runner, secret, privateKey, publicKey, pem }
const frameworks = { express: express.default, fastify: fastify.default, Hono: hono.Hono, Koa: koa.default }
const granted = { ...core, ...forge, ...webcrypto, ...node, ...conformance, ...named }

/** An adapter's docstrings speak of its own `bearer`, and of its framework. */
function grantedIn(file: string): object {
  const [, adapter] = /^packages\/http\/src\/(\w+)\.ts$/.exec(file) ?? []
  return adapter === undefined ? granted : { ...granted, ...frameworks, ...http, ...modules[`@jose/http/${adapter}`] }
}

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

// A block that names a file is that file's code, and runs there.
describe('READMEs and pages', () => {
  const programs = documents.flatMap(blocksOf).filter(({ language, file }) => language === 'ts' && file === undefined)
  const blocks = programs.map(({ document, line, code }) => [`${document}:${line}`, code] as const)
  it.each(blocks)('of %s: the example runs and prints what it says', async (_file, code) => {
    await run(code, {})
  })
})

describe('the parts of programs in the README of the suite', () => {
  const parts = blocksOf('conformance/README.md').filter(({ language }) => language === 'js')
  const one: typeof conformance.conformance = (backend, options) =>
    conformance.conformance(backend, { ...options, groups: ['jws'] })
  it.each(parts.map(({ line, code }) => [line, code] as const))('run: line %i', async (_line, code) => {
    const body = { innerText: '' }
    await run(code, { ...granted, conformance: one, document: { body } })
    expect(body).toEqual({ innerText: code.includes('innerText') ? expect.stringContaining('passed') : '' })
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
  it.each(examples)('of %s: the example runs', async (file, code) => {
    await run(code, { ...grantedIn(file), token: tokenFor(code) })
  })
})

/** Run the code with its imports taken from `modules`. What `console.log(…) // text` prints must be that text. */
async function run(code: string, scope: object): Promise<void> {
  const imports = /^import (\w+)?(?:, )?(?:\{ ([^}]*) \})? from '([^']*)'$/gm
  const names = new Set([...code.matchAll(imports)].flatMap(([, main, list = '']) => [main, ...list.split(', ')]))
  const body = stripTypeScriptTypes(code)
    .replace(imports, (_line, main: string | undefined, list = '', from: string) => {
      const members = main === undefined ? list : `default: ${main}, ${list}`
      return `const { ${members} } = modules['${from}']`
    })
    .replace(
      /console\.log\((.*)\) \/\/ (.*)$/gm,
      (_line, value: string, text: string) => `log(String(${value}), ${JSON.stringify(text)})`,
    )
  const given = Object.entries({ ...scope, modules }).filter(([name]) => !names.has(name))
  const log = (found: string, text: string): void => expect(found).toBe(text)
  const program = new Function('log', ...given.map(([name]) => name), `return (async () => {\n${body}\n})()`)
  await program(log, ...given.map(([, value]) => value))
}

import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { promisify } from 'node:util'
import { expect, inject, it } from 'vitest'
import { root } from '../../release/src/published.ts'

const require = createRequire(import.meta.url)
const aliases = ['5.4', '5.5', '5.6', '5.7', '5.8', '5.9', '6.0'].map((version) => `typescript-${version}`)
const compilers = [...aliases, 'typescript'].map((name) => [require(`${name}/package.json`).version, name] as const)

/** Each with the `module` that goes with it, and what files such a consumer writes. */
const resolutions = [
  { moduleResolution: 'node16', module: 'node16', files: ['consumer.mts', 'consumer.cts'] },
  { moduleResolution: 'nodenext', module: 'nodenext', files: ['consumer.mts', 'consumer.cts'] },
  { moduleResolution: 'bundler', module: 'esnext', files: ['consumer.ts'] },
] as const

it.each(compilers)(
  'TypeScript %s takes the types by every resolution, and finds what is wrong',
  async (_version, name) => {
    for (const { files, ...resolution } of resolutions) {
      const folder = `${name}-${resolution.moduleResolution}`
      expect(await errorsOf(name, folder, files, consumer, { ...resolution, ...options })).toBe('')
    }
  },
)

it.each(compilers)(
  'TypeScript %s takes the types of the adapters, with those of the frameworks',
  async (_version, name) => {
    for (const framework of frameworks) {
      const link = `${inject('project')}/node_modules/${framework}`
      mkdirSync(dirname(link), { recursive: true })
      if (!existsSync(link)) symlinkSync(`${root}/node_modules/${framework}`, link)
    }
    const [{ files, ...resolution }] = resolutions
    // The frameworks ask for more of the runtime, and no longer have each compiler in mind: their files are taken as they are.
    const others = { types: ['node'], lib: ['es2022'], skipLibCheck: true }
    expect(await errorsOf(name, `${name}-adapters`, files, adapters, { ...resolution, ...options, ...others })).toBe('')
  },
)

const frameworks = ['@types/node', '@types/express', 'express', 'fastify', 'hono', '@types/koa', 'koa']

/** The language alone: our types ask for no DOM and no Node. Nothing of a declaration file goes unchecked. */
const options = {
  target: 'es2020',
  lib: ['es2020'],
  types: [],
  strict: true,
  exactOptionalPropertyTypes: true,
  noEmit: true,
  skipLibCheck: false,
}

const consumer = `
import { JOSEError, jwk, jwt, type Key } from '@jose/backend-node'
import * as forge from '@jose/backend-forge'
import * as webcrypto from '@jose/backend-webcrypto'
import { type Backend, compose, createJose, decodeJwt } from '@jose/core'
import { conformance } from '@jose/conformance'
import { bearer } from '@jose/http'

export async function use(): Promise<string> {
  const key: Key = await jwk.generate('ES256')
  const token: string = await jwt.encode({ sub: 'alice' }, key, { headers: { kid: 'a' } })
  const { sub } = await jwt.decode(token, await key.publicKey(), { algorithms: ['ES256'], audience: 'api' })
  const said: string | undefined = jwt.decodeSync(token, key).sub
  const both: Backend = compose(webcrypto.webcryptoBackend(), forge.forgeBackend())
  await createJose(both).jwt.decode(token, key)
  await decodeJwt(both, token, key)
  // @ts-expect-error WebCrypto cannot answer at once
  webcrypto.jwt.decodeSync(token, key)
  // @ts-expect-error no such option
  await jwt.decode(token, key, { algorithm: 'ES256' })
  return \`\${sub} \${said}\`
}

export const refused = (error: unknown): string => (error instanceof JOSEError ? error.code : 'other')
export const others = [conformance, bearer]
`

const adapters = `
import { jwt } from '@jose/backend-node'
import { bearer as forExpress } from '@jose/http/express'
import { bearer as forFastify } from '@jose/http/fastify'
import { bearer as forHono } from '@jose/http/hono'
import { bearer as forKoa } from '@jose/http/koa'
import express = require('express')
import { fastify } from 'fastify'
import { Hono } from 'hono'
import Koa = require('koa')

interface User {
  readonly user_id: number
}
const options = { jwt, key: 'a secret of at least thirty-two bytes', algorithms: ['HS256'] }
const take = (id: number): object => ({ id })

const inExpress = forExpress<User>(options)
express().get('/', inExpress, inExpress.requireScopes('a'), (req, res) => {
  res.json(take(inExpress.of(req).claims.user_id))
})
const inFastify = forFastify<User>(options)
fastify().get('/', { onRequest: [inFastify, inFastify.requireScopes('a')] }, async (request) =>
  take(inFastify.of(request).claims.user_id),
)
const inHono = forHono<User>(options)
new Hono().get('/', inHono, inHono.requireScopes('a'), (c) => c.json(take(c.get('auth').claims.user_id)))
const inKoa = forKoa<User>(options)
new Koa().use(inKoa).use((ctx) => {
  ctx.body = take(ctx.state.auth.claims.user_id)
})

// @ts-expect-error a claim of another type
export const wrong: string = inExpress.of({} as express.Request).claims.user_id
// @ts-expect-error no such option
forFastify({ ...options, algorithm: 'HS256' })
`

/** What the compiler says of the program, as each of those files, in a folder of the project. */
async function errorsOf(
  name: string,
  folderName: string,
  files: readonly string[],
  program: string,
  compilerOptions: object,
): Promise<string> {
  const folder = `${inject('project')}/${folderName}`
  mkdirSync(folder)
  for (const file of files) writeFileSync(`${folder}/${file}`, program)
  writeFileSync(`${folder}/tsconfig.json`, JSON.stringify({ compilerOptions, files }))
  const bin = require.resolve(`${name}/package.json`).replace(/package\.json$/, 'bin/tsc')
  try {
    await promisify(execFile)(process.execPath, [bin, '--project', folder])
    return ''
  } catch (error) {
    return String((error as { stdout?: unknown }).stdout ?? error)
  }
}

import { execFile } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { promisify } from 'node:util'
import { expect, inject, it } from 'vitest'

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
      const folder = `${inject('project')}/${name}-${resolution.moduleResolution}`
      mkdirSync(folder)
      for (const file of files) writeFileSync(`${folder}/${file}`, consumer)
      const compilerOptions = { ...resolution, ...options }
      writeFileSync(`${folder}/tsconfig.json`, JSON.stringify({ compilerOptions, files }))
      expect(await errorsOf(name, folder)).toBe('')
    }
  },
)

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

async function errorsOf(name: string, folder: string): Promise<string> {
  const bin = require.resolve(`${name}/package.json`).replace(/package\.json$/, 'bin/tsc')
  try {
    await promisify(execFile)(process.execPath, [bin, '--project', folder])
    return ''
  } catch (error) {
    return String((error as { stdout?: unknown }).stdout ?? error)
  }
}

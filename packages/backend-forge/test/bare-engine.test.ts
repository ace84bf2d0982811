import { fileURLToPath } from 'node:url'
import { createContext, runInContext } from 'node:vm'
import { build } from 'tsdown'
import { beforeAll, describe, expect, it } from 'vitest'
import keys from '../../../conformance/vectors/keys.json' with { type: 'json' }
import { bundled, packageBuild } from '../tsdown.config.ts'

const source = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** The package as it is published but in one file with core, and nothing else in the world but the language. */
describe('an engine that has the language and nothing more', () => {
  let code = ''

  beforeAll(async () => {
    const [bundle] = await build({
      ...packageBuild,
      config: false,
      cwd: source('..'),
      logLevel: 'silent',
      entry: [source('../src/index.ts')],
      format: 'iife',
      globalName: 'jose',
      dts: false,
      clean: false,
      write: false,
      alias: { '@jose/core': source('../../core/src/index.ts') },
      deps: { alwaysBundle: [...bundled, '@jose/core'], onlyBundle: false },
    })
    const [chunk] = bundle?.chunks ?? []
    code = chunk?.type === 'chunk' ? chunk.code : ''
  }, 60_000)

  /** The answer of an async function's body in a fresh engine; `random` is what it may have of the outside. */
  async function run(body: string, random?: (length: number) => Uint8Array): Promise<unknown> {
    const context = createContext(Object.assign(Object.create(null), { given: JSON.stringify(keys), random }))
    const others = `['console', 'WebAssembly', 'SharedArrayBuffer', 'Atomics'].forEach((name) => delete globalThis[name])
delete Math.random`
    const text = `${others}\n${code}\n;(async () => { const keys = JSON.parse(given)\n${body} })()`
    return runInContext(text, context)
  }

  it('has none of what a runtime adds', async () => {
    const names = ['TextEncoder', 'Buffer', 'URL', 'atob', 'process', 'setTimeout', 'setImmediate', 'crypto', 'require']
    expect(await run(`return ${JSON.stringify(names)}.filter((name) => name in globalThis).join()`)).toBe('')
  })
  it('is asked for nothing by what is bundled, and finds no other randomness in it', async () => {
    expect(code.match(/Math\.random|\brequire\(|\bprng\b/g)).toBe(null)
    expect(code).toContain('RSAES-OAEP seed')
  })
  it('has no event loop to wait for', async () => {
    expect(await run("return 'turn' in jose.forgeBackend()")).toBe(false)
  })
  it('does without randomness all that needs none', async () => {
    const body = `
      const done = []
      for (const algorithm of ['ES256', 'ES384', 'ES512', 'ES256K', 'Ed25519', 'Ed448', 'ML-DSA-44']) {
        const token = await jose.jws.sign('x', keys[algorithm].private, { algorithm })
        if (token !== jose.jws.signSync('x', keys[algorithm].private, { algorithm })) throw new Error(algorithm)
        for (const key of [keys[algorithm].public, keys[algorithm].publicPem ?? keys[algorithm].public]) {
          if ((await jose.jws.verify(token, key, { algorithms: [algorithm] })).text() !== 'x') throw new Error(algorithm)
        }
        done.push(algorithm)
      }
      const claims = await jose.jwt.decode(await jose.jwt.encode({ a: '€' }, 'sécret'), 'sécret', { algorithms: ['HS256'] })
      const error = await jose.jwk.generate('ES256').catch((error) => error)
      return [done.length, claims.a, error.code, error instanceof jose.JOSEError].join()`
    expect(await run(body)).toBe('7,€,ERR_NO_RANDOM,true')
  }, 60_000)
  it('does everything with randomness that is injected', async () => {
    const body = `
      const { createJose, forgeBackend } = jose
      const { jwk, jws, algorithms, supports } = createJose(forgeBackend({ random }))
      const done = []
      for (const algorithm of algorithms) {
        if (!/^(HS|RS|PS|ES|Ed|ML)/.test(algorithm) || algorithm.startsWith('RSA')) continue
        const key = await jwk.generate(algorithm)
        for (const own of [key, await key.toJwk({ private: true })]) {
          const token = await jws.sign('x', own, { algorithm })
          if (jws.verifySync(token, own, { algorithms: [algorithm] }).text() !== 'x') throw new Error(algorithm)
          if (jws.signSync('x', own, { algorithm }).length !== token.length) throw new Error(algorithm)
        }
        done.push(algorithm)
      }
      return done.join()`
    const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length))
    expect(((await run(body, random)) as string).split(',').length).toBeGreaterThanOrEqual(18)
  }, 60_000)
  it('encrypts and decrypts, wraps, agrees, derives, deflates', async () => {
    const body = `
      const { async, sync } = jose.forgeBackend({ random })
      const same = (a, b) => a.length === b.length && a.every((octet, index) => octet === b[index])
      const octets = random(100000)
      const results = []
      for (const run of [sync, async]) {
        const secret = await run.importKey({ kty: 'oct', k: random(32) })
        for (const [name, length] of [['AES-GCM', 12], ['AES-CBC', 16]]) {
          const iv = random(length)
          const primitive = { name, bits: 256 }
          results.push(same(await run.decrypt(primitive, secret, iv, await run.encrypt(primitive, secret, iv, octets)), octets))
        }
        const rsa = await run.generateKey({ kty: 'RSA', bits: 2048 })
        const wraps = [
          [{ name: 'AES-KW', bits: 256 }, secret],
          [{ name: 'RSA-OAEP', hash: 'SHA-256' }, rsa],
          [{ name: 'RSAES-PKCS1-v1_5' }, rsa],
        ]
        for (const [primitive, key] of wraps) {
          const cek = random(32)
          results.push(same(await run.unwrap(primitive, key, await run.wrap(primitive, key, cek)), cek))
        }
        for (const crv of ['P-256', 'P-384', 'P-521', 'X25519', 'X448']) {
          const kty = crv.startsWith('P') ? 'EC' : 'OKP'
          const [a, b] = [await run.generateKey({ kty, crv }), await run.generateKey({ kty, crv })]
          const primitive = { name: 'ECDH', curve: crv }
          results.push(same(await run.agree(primitive, a, b), await run.agree(primitive, b, a)))
        }
        const key = await run.derive({ name: 'PBKDF2', hash: 'SHA-256' }, random(8), random(8), 1000, 32)
        results.push(key.length === 32)
        const text = new Uint8Array(100000)
        results.push(same(await run.inflate(await run.deflate(text), 100000), text))
      }
      return results.filter((good) => good === true).length + ' of ' + results.length`
    const random = (length: number): Uint8Array => {
      const octets = new Uint8Array(length)
      for (let start = 0; start < length; start += 65536) crypto.getRandomValues(octets.subarray(start, start + 65536))
      return octets
    }
    expect(await run(body, random)).toBe('24 of 24')
  }, 60_000)
})

import './pure-javascript.ts'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { compileFunction, createContext } from 'node:vm'
import { type BackendKey, type Hash, InvalidKeyError } from '@jose/core'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { nodeForgeAlone } from '../node-forge-alone.ts'
import { forgeBackend } from '../src/index.ts'

const { resolve } = createRequire(import.meta.url)
const hashes = { 'SHA-1': 20, 'SHA-256': 32, 'SHA-384': 48, 'SHA-512': 64 } as const

afterEach(() => void vi.restoreAllMocks())

/** Those modules of node-forge that `name` needs, as the bundle has them, in a world where any look about is an error. */
function loadAlone(name: string): { readonly loaded: ReadonlyMap<string, unknown>; readonly module: unknown } {
  const outside = ['window', 'self', 'global', 'process', 'document', 'navigator', 'crypto', 'setImmediate', 'jQuery']
  const context = createContext({})
  for (const each of [...outside, 'setTimeout', 'MutationObserver', 'Buffer', 'postMessage']) {
    const get = (): never => {
      throw new Error(`node-forge looks for ${each}`)
    }
    Object.defineProperty(context, each, { get })
  }
  const loaded = new Map<string, unknown>()
  const load = (file: string): unknown => {
    const short = file.replace('./', '').replace('.js', '')
    if (loaded.has(short)) return loaded.get(short)
    const path = resolve(`node-forge/lib/${short}.js`)
    const code = nodeForgeAlone.transform(readFileSync(path, 'utf8'), path) as string
    const module = { exports: {} }
    loaded.set(short, module.exports)
    compileFunction(code, ['require', 'module', 'exports'], { parsingContext: context })(load, module, module.exports)
    loaded.set(short, module.exports)
    return module.exports
  }
  return { module: load(name), loaded }
}

describe('node-forge', () => {
  it('is of a version without the defects that are known', () => {
    const { version } = JSON.parse(readFileSync(resolve('node-forge/package.json'), 'utf8')) as { version: string }
    const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number)
    expect(major * 1e6 + minor * 1e3 + patch).toBeGreaterThanOrEqual(1_004_003)
  })
  it('sees nothing of the outside where it is bundled, and comes in few parts', () => {
    const parts = ['pkcs1', 'sha1', 'sha256', 'sha512'].flatMap((name) => [...loadAlone(name).loaded.keys()])
    expect([...new Set(parts)].sort().join()).toBe('baseN,forge,md,pkcs1,random,sha1,sha256,sha512,util')
  })
  it('has no generator of randomness there', () => {
    const { module, loaded } = loadAlone('pkcs1')
    const { encode_rsa_oaep: encode } = module as { encode_rsa_oaep(...args: readonly unknown[]): string }
    const key = { n: { bitLength: () => 2048 } }
    expect(encode(key, 'x', { seed: 's'.repeat(20) }).length).toBe(256)
    for (const options of [undefined, {}, { seed: '' }, { seed: undefined }]) {
      expect(() => encode(key, 'x', options)).toThrow('no generator of randomness')
    }
    const { random, prng } = loaded.get('forge') as { readonly random: object; readonly prng?: unknown }
    expect([Object.keys(random), Object.isFrozen(random), prng]).toEqual([
      ['getBytes', 'getBytesSync'],
      true,
      undefined,
    ])
  })
})

describe('OAEP by node-forge', () => {
  const asked: number[] = []
  const { sync } = forgeBackend({
    random(length) {
      asked.push(length)
      return new Uint8Array(length)
    },
  })
  let key: BackendKey | undefined

  it.each(Object.entries(hashes) as [Hash, number][])(
    'with %s takes the one seed that it is given',
    (hash, length) => {
      vi.spyOn(Math, 'random').mockImplementation(() => {
        throw new Error('Math.random was asked')
      })
      key ??= forgeBackend().sync.generateKey({ kty: 'RSA', bits: 2048 })
      const primitive = { name: 'RSA-OAEP', hash } as const
      const octets = Uint8Array.from({ length: 32 }, (_, index) => index * 8)
      asked.length = 0
      // Octets of zero are a seed as well.
      const wrapped = sync.wrap(primitive, key, octets)
      expect(asked).toEqual([length])
      expect(sync.wrap(primitive, key, octets)).toEqual(wrapped)
      expect(forgeBackend().sync.wrap(primitive, key, octets)).not.toEqual(wrapped)
      expect(forgeBackend().sync.unwrap(primitive, key, wrapped)).toEqual(octets)
      const most = 256 - 2 * length - 2
      expect(forgeBackend().sync.unwrap(primitive, key, sync.wrap(primitive, key, new Uint8Array(most)))?.length).toBe(
        most,
      )
      expect(() => sync.wrap(primitive, key as BackendKey, new Uint8Array(most + 1))).toThrow(InvalidKeyError)
    },
    60_000,
  )
})

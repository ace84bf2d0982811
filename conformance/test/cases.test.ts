import { forgeBackend } from '@jose/backend-forge'
import { nodeBackend } from '@jose/backend-node'
import { webcryptoBackend } from '@jose/backend-webcrypto'
import { conformance, reportText } from '@jose/conformance'
import { type Backend, compose, type Primitives } from '@jose/core'
import { describe, expect, it } from 'vitest'
import { runSuite } from './run-suite.ts'

const node = nodeBackend()
const timeout = 120_000

/** What some runtimes lack, by the words that a primitive or a key has. */
const uncommon = ['secp256k1', 'P-521', 'Ed25519', 'Ed448', 'X25519', 'X448', 'ML-DSA-44', 'ML-DSA-65', 'ML-DSA-87']
const encryption = ['AES-CBC', 'AES-KW', 'AES-GCM', 'RSA-OAEP', 'RSAES-PKCS1-v1_5', 'ECDH', 'PBKDF2', 'DEFLATE']

/** A backend that can neither do nor hold what it lacks, and knows it only when it is ready. */
function poorer(words: readonly string[]): Backend {
  let isReady = false
  const ready = new Promise<void>((resolve) => setTimeout(resolve, 50)).then(() => {
    isReady = true
  })
  const lacks = (value: unknown): boolean => Object.values(Object(value)).some((word) => words.includes(word as string))
  const refusing = <P extends Primitives>(primitives: P): P =>
    new Proxy(primitives, {
      get:
        (target, name) =>
        (...args: readonly unknown[]) => {
          if (lacks(args[0]) || (name === 'deflate' && words.includes('DEFLATE'))) throw new Error('not here')
          return (target[name as 'digest'] as (...given: readonly unknown[]) => unknown)(...args)
        },
    })
  const backend = {
    ...node,
    ready: () => ready,
    name: 'poorer',
    supports(primitive: object): boolean {
      if (!isReady) throw new Error('supports() was asked before the backend was ready')
      return !lacks(primitive) && node.supports(primitive as Parameters<Backend['supports']>[0])
    },
    async: refusing({ ...node.async }),
    sync: refusing({ ...node.sync }),
  }
  return backend as unknown as Backend
}

/** The full names of the cases that are registered, which asks nothing of the backend. */
function namesOf(backend: Backend): readonly string[] {
  const names: string[] = []
  let group = ''
  conformance(backend, {
    describe(name, body) {
      group = name.slice(backend.name.length)
      body()
    },
    it: (title) => names.push(`${group}: ${title}`),
  })
  return names
}

describe('the cases', () => {
  it('are the same for every backend, whatever it has, and are all of different names', () => {
    const names = namesOf(node)
    expect(new Set(names).size).toBe(names.length)
    for (const backend of [poorer([...uncommon, ...encryption]), forgeBackend()])
      expect(namesOf(backend)).toEqual(names)
    const async = names.filter((name) => name.startsWith(' async'))
    expect(names.length).toBe(async.length * 2)
    for (const backend of [webcryptoBackend(), compose(webcryptoBackend(), forgeBackend())]) {
      expect(namesOf(backend)).toEqual(async)
    }
  })
  it('pass, or are skipped with a reason, for a backend that lacks much and knows it late', { timeout }, async () => {
    const { report, failures } = await runSuite(poorer([...uncommon, ...encryption]))
    expect(failures).toEqual([])
    for (const { cases, passed, skipped } of report.modes) {
      expect(passed + skipped.reduce((sum, each) => sum + each.cases.length, 0)).toBe(cases)
      const reasons = skipped.map(({ reason }) => reason)
      for (const what of ['ES256K', 'Ed448', 'ML-DSA-44']) expect(reasons).toContain(`poorer has no ${what}`)
    }
    expect(reportText(report)).toMatch(/^poorer async: \d+ cases: \d+ passed, 0 failed, \d+ skipped\n {2}\d+ skipped: /)
  })
  it('are those of one mode for a backend without a sync half, and the report says so', async () => {
    const { report } = await runSuite({ ...node, sync: undefined }, { groups: ['jws'] })
    expect(report.modes.map(({ mode }) => mode)).toEqual(['async'])
    expect(reportText(report)).toContain('node sync: no cases, as the backend has no sync half')
  })
})

describe('skip', () => {
  const cases = ['jws: b64: true is the default and is not written']
  it('passes over a case, under a name that gives the reason', async () => {
    const { names, report, failures } = await runSuite(node, { groups: ['jws'], skip: [{ reason: 'a reason', cases }] })
    expect(failures).toEqual([])
    expect(names.filter((name) => name.includes('skipped'))).toEqual([
      'async: jws: b64: true is the default and is not written (skipped: a reason)',
      'sync: jws: b64: true is the default and is not written (skipped: a reason)',
    ])
    expect(report.modes.map(({ skipped }) => skipped)).toEqual([
      [{ reason: 'a reason', cases }],
      [{ reason: 'a reason', cases }],
    ])
  })
  it('of a case that does not exist is an error at once', async () => {
    for (const wrong of [['jws: no such case'], ['jws: b64: true is the'], [''], [...cases, 'x']]) {
      await expect(runSuite(node, { skip: [{ reason: 'a reason', cases: wrong }] })).rejects.toThrow(TypeError)
    }
    await expect(runSuite(node, { skip: [{ reason: '', cases }] })).rejects.toThrow('reason')
    await expect(runSuite(node, { groups: ['jwz'] })).rejects.toThrow("no group of cases 'jwz'")
  })
})

describe('a case that does not apply', () => {
  const marks = async (given: { self?: unknown; context?: unknown }): Promise<void> => {
    const bodies: ((this: unknown, ...args: readonly unknown[]) => unknown)[] = []
    conformance(poorer(uncommon), {
      groups: ['native keys'],
      describe: (_, body) => body(),
      it: (_, body) => bodies.push(body),
    })
    expect(new Set(bodies.map(({ length }) => length))).toEqual(new Set([0]))
    await bodies[0]?.call(given.self, given.context)
  }
  it('is skipped by runners that can be told, with the reason', async () => {
    const said: unknown[] = []
    const skip = (reason: string): number => said.push(reason)
    await marks({ context: { skip } })
    await marks({ self: { skip } })
    await marks({ self: { skip }, context: { skip } })
    expect(said).toEqual(Array(3).fill('no native keys given for poorer'))
  })
  it('ends as the runner wants it where telling throws', async () => {
    const skip = (reason: string): never => {
      throw new Error(`pending: ${reason}`)
    }
    await expect(marks({ context: { skip } })).rejects.toThrow('pending: no native keys')
  })
  it('passes elsewhere', async () => {
    for (const context of [undefined, null, {}, () => 'done', { skip: true }]) await marks({ context, self: undefined })
  })
})

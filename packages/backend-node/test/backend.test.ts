import { getFips, getHashes, setFips } from 'node:crypto'
import { createJose, JOSEError } from '@jose/core'
import { describe, expect, it } from 'vitest'
import { nodeBackend } from '../src/index.ts'

const begin = (): string => {
  try {
    return nodeBackend({ fips: 'require' }).name
  } catch (error) {
    expect(error).toBeInstanceOf(JOSEError)
    const { code, message } = error as JOSEError
    return `${code}: ${message}`
  }
}

// As on most machines. What a real one makes of it: `fips.test.ts`.
describe('without a FIPS provider', () => {
  it('a backend that requires one does not start', () => {
    expect(begin()).toMatch(/^ERR_FIPS_NOT_IN_FORCE: .*: FIPS mode is off\. Configure it for OpenSSL, and start node/)
  })

  it('nor where FIPS mode is on, and nobody answers', () => {
    setFips(true)
    try {
      expect(getFips()).toBe(1)
      expect(begin()).toMatch(/^ERR_FIPS_NOT_IN_FORCE: .*FIPS mode is on, but no FIPS provider answers/)
      expect(nodeBackend().cryptography?.()).toMatchObject([{ fips: false }])
    } finally {
      setFips(false)
    }
    expect(getHashes()).toContain('sha256')
  })

  it('the report says what there is', () => {
    const { node, openssl } = process.versions
    const there = { module: 'OpenSSL', version: openssl, runtime: `Node.js ${node}`, fips: false }
    expect(createJose(nodeBackend()).report().cryptography).toEqual([there])
  })
})

it.each([
  [{ fips: true }, "'fips' is 'require', or left out"],
  [{ fips: false }, "'fips' is 'require', or left out"],
  [{ fips: undefined }, "'fips' is 'require', or left out"],
  [{ fips: 'Require' }, "'fips' is 'require', or left out"],
  [{ Fips: 'require' }, "no option 'Fips'"],
  [null, 'an object'],
  ['require', 'an object'],
])('the options %j are a TypeError', (options, words) => {
  expect(() => nodeBackend(options as never)).toThrow(TypeError)
  expect(() => nodeBackend(options as never)).toThrow(words)
})

it('a backend cannot be changed', () => {
  const backend = nodeBackend()
  for (const part of [backend, backend.sync, backend.async]) expect(Object.isFrozen(part)).toBe(true)
})

import { afterEach, expect, it, vi } from 'vitest'
import { backend, JOSEError, jwk } from '../src/index.ts'

const generated = (): Promise<object> => crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])

afterEach(() => void vi.unstubAllGlobals())

// What Node 20 and 22 do with heirs of keys is for `pnpm runtimes` to see; here a clone says what it says there.
it.each([
  ['is a key', structuredClone, true],
  ['is an object like any other', () => ({}), false],
  ['is not to be had of a key', () => expect.unreachable(), true],
  ['is not to be had at all', undefined, true],
])('what calls itself a CryptoKey, where its clone %s', async (_what, clone, taken) => {
  const key = await generated()
  vi.stubGlobal('structuredClone', clone)
  const made = await jwk.construct(key, 'HS256').catch((error) => error)
  if (taken) expect(made.type).toBe('secret')
  else expect(made).toBeInstanceOf(JOSEError)
})

const shown = { type: 'secret', extractable: false, algorithm: { name: 'AES-KW', length: 256 }, usages: ['wrapKey'] }
const named = { ...shown, [Symbol.toStringTag]: 'CryptoKey' }

// As an implementation in JavaScript makes them: its members are its own.
it.each([
  ['all that a key has', named, true],
  ['another type', { ...named, type: 'secretive' }, false],
  ['no type', { ...named, type: undefined }, false],
  ['no word on whether it is extractable', { ...named, extractable: 'no' }, false],
  ['no algorithm', { ...named, algorithm: undefined }, false],
  ['null for an algorithm', { ...named, algorithm: null }, false],
  ['the name of an algorithm alone', { ...named, algorithm: 'AES-KW' }, false],
  ['a function for an algorithm', { ...named, algorithm: function AES() {} }, false],
  ['an algorithm without a name', { ...named, algorithm: { name: 7, length: 256 } }, false],
  ['no list of usages', { ...named, usages: 'wrapKey' }, false],
  ['all but the name', shown, false],
  ['the name alone', { [Symbol.toStringTag]: 'CryptoKey' }, false],
  ['members that it inherits', Object.create(named), false],
  ['members that it has nowhere', new Proxy({}, { get: (_, member) => Reflect.get(named, member) }), false],
  ['the name, being null', null, false],
  ['the name, being text', 'CryptoKey', false],
])('what has %s', (_what, value, taken) => {
  vi.stubGlobal('structuredClone', undefined)
  expect(backend.adopt(value)?.material).toEqual(taken ? { kty: 'oct', bits: 256 } : undefined)
})

it('a key is known by its class where it does not say what it is, and where there is one', () => {
  class CryptoKey {}
  const [key, other] = [Object.assign(new CryptoKey(), shown), Object.assign(new (class {})(), shown)]
  for (const [type, taken] of [
    [CryptoKey, true],
    [undefined, false],
    [{}, false],
  ] as const) {
    vi.stubGlobal('CryptoKey', type)
    expect(backend.adopt(key) !== undefined).toBe(taken)
    expect(backend.adopt(other)).toBe(undefined)
    expect(backend.adopt(named)).toBeDefined()
  }
})

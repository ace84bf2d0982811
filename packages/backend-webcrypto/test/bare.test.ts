// Loaded while there are no text encodings and no streams, as in an engine that has little but the language.
import { Buffer } from 'node:buffer'
import { afterEach, expect, it, vi } from 'vitest'

afterEach(() => void vi.unstubAllGlobals())

async function bare(): Promise<typeof import('../src/index.ts') & typeof import('../src/octets.ts')> {
  for (const name of ['TextEncoder', 'TextDecoder', 'CompressionStream', 'DecompressionStream'])
    vi.stubGlobal(name, undefined)
  return { ...(await import('../src/index.ts')), ...(await import('../src/octets.ts')) }
}

const secret = { kty: 'oct', k: new Uint8Array(32) } as const
const primitive = { name: 'HMAC', hash: 'SHA-256' } as const

it('text is ASCII still, and what is not becomes no octets of ASCII', async () => {
  const { backend, octets } = await bare()
  expect('codec' in backend).toBe(false)
  const ascii = String.fromCharCode(...Array(128).keys())
  expect(octets(ascii)).toEqual(Uint8Array.from(Array(128).keys()))
  for (const character of ['\u0080', 'é', '\u00ff', '\u0141', '\u2041', '\ud83d\ude00'])
    for (const octet of octets(character)) expect(octet, character).toBeGreaterThan(127)
})

it('base64url is read still, strictly', async () => {
  const { backend, jwt } = await bare()
  const key = await backend.async.importKey(secret)
  const mac = (await backend.async.mac(primitive, key, 'some text')) as Uint8Array
  const text = Buffer.from(mac).toString('base64url')
  expect(await backend.async.verifyMac(primitive, key, text, 'some text')).toBe(true)
  for (const wrong of [`${text}=`, `${text.slice(0, -1)}é`, text.slice(1), `\u0141${text.slice(1)}`, 'A', '!!!!'])
    expect(await backend.async.verifyMac(primitive, key, wrong, 'some text'), wrong).toBe(false)
  const token = await jwt.encode({ a: 'é' }, secret.k)
  expect(await jwt.decode(token, secret.k, { algorithms: ['HS256'] })).toEqual({ a: 'é' })
})

it('nothing is deflated, and that is told', async () => {
  const { webcryptoBackend } = await bare()
  const { supports, ready, async } = webcryptoBackend()
  expect(supports({ name: 'DEFLATE' })).toBe(false)
  await ready()
  expect(supports({ name: 'DEFLATE' })).toBe(false)
  for (const work of [() => async.deflate(new Uint8Array(1)), () => async.inflate(new Uint8Array(1), 1)])
    await expect(work()).rejects.toMatchObject({ code: 'ERR_ALGORITHM_UNSUPPORTED', algorithm: 'DEFLATE' })
})

import { createSecretKey } from 'node:crypto'
import { compactDecrypt, compactVerify, jwtVerify } from 'jose'
import { describe, expect, it, vi } from 'vitest'
import { run } from './guide-example.ts'

// What the examples print, read by another library.
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const text = (octets: Uint8Array): string => new TextDecoder().decode(octets)

describe.each(['node', 'webcrypto', 'forge'] as const)('on %s', (backend) => {
  it('basic: the token is that of the guide, and everybody reads it', async () => {
    const { printed } = await run('basic', backend)
    const token = `${printed[0]}`
    const { payload, protectedHeader } = await jwtVerify(token, bytes('your-secret-key-of-at-least-32-bytes'))
    expect(payload).toEqual({ key: 'value', user_id: 123 })
    expect(protectedHeader).toEqual({ alg: 'HS256', typ: 'JWT' })
    // As the guide prints it.
    expect(token).toMatch(/^eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9\.eyJrZXkiOiJ2YWx1ZSIsInVzZXJfaWQiOjEyM30\./)
  })

  it('jws: the payload is JSON', async () => {
    const { printed } = await run('jws', backend)
    const { payload } = await compactVerify(`${printed[0]}`, bytes('secret-key-of-at-least-thirty-two-bytes'))
    expect(JSON.parse(text(payload))).toEqual({ a: 'b', data: 'sensitive information' })
  })

  it('jwe: the plaintext is there, under an IV of 12 bytes that is another each time', async () => {
    const tokens = [await run('jwe', backend), await run('jwe', backend)].map(({ printed }) => `${printed[0]}`)
    for (const token of tokens) {
      const { plaintext } = await compactDecrypt(token, createSecretKey(bytes('asecret128bitkey')))
      expect(text(plaintext)).toBe('This is sensitive information')
      expect(token.split('.')[2]).toHaveLength(16)
    }
    expect(tokens[0]).not.toBe(tokens[1])
  })

  it('hmac-jwk: the token of RFC 7520 verifies, and no other', async () => {
    const { printed } = await run('hmac-jwk', backend)
    expect(printed.slice(0, 2)).toEqual(['true', 'false'])
    expect(printed[2]).toMatch(/where you might be swept off to\.$/)
  })

  it('rsa-keys: the passphrase may come from the environment', async () => {
    vi.stubEnv('KEY_PASSPHRASE', 'another one')
    try {
      expect((await run('rsa-keys', backend)).printed).toContain('private 2048')
    } finally {
      vi.unstubAllEnvs()
    }
  })

  it('algorithms: tokens are as long as their signatures make them', async () => {
    const { printed } = await run('algorithms', backend)
    const lengths = printed.slice(-9).map((line) => Number(/ (\d+) characters$/.exec(line)?.[1]))
    // 36 characters of header, 19 of payload, two dots, and base64url of 32, 48, 64; 256; 64, 96, 132 bytes.
    const signatures = [43, 64, 86, 342, 342, 342, 86, 128, 176]
    expect(lengths).toEqual(signatures.map((length) => 36 + 19 + 2 + length + 1))
  })

  it('performance: what is counted', async () => {
    const counted = (await run('performance', backend)).printed.filter((line) => / (keys?|signatures?) /.test(line))
    expect(counted.map((line) => Number(/: (\d+) /.exec(line)?.[1]))).toEqual([1, 0, 200, 0, 1])
  }, 60_000)
})

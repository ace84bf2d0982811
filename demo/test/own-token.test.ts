/** The demo on one token, as its users meet it: arguments, output, exit code. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { jwe, jwt } from '@jose/backend-node'
import { afterAll, describe, expect, it } from 'vitest'
import { demo, readVectors } from './process.ts'

const keys = readVectors('keys.json')
const directory = mkdtempSync(join(tmpdir(), 'demo-'))
afterAll(() => rmSync(directory, { recursive: true }))

describe('a token of your own', { timeout: 30_000 }, () => {
  const claims = { iss: 'issuer', aud: 'api', exp: 4102444800, name: 'Zoë' }
  const token = jwt.encodeSync(claims, keys.RS256.private, { algorithm: 'RS256', headers: { kid: 'test-RS256' } })
  const tokenFile = file('token', `\n  ${token}  \n`)
  const jwk = file('key.json', JSON.stringify(keys.RS256.public))
  const jwks = file('jwks.json', JSON.stringify({ keys: [{ kty: '?' }, keys.ES256.public, keys.RS256.public] }))
  const secret = 'a secret of thirty-two octets, or more'
  const signedWithSecret = file('secret-token', jwt.encodeSync({ sub: '1' }, secret))
  const asIssued = ['--audience', 'api', '--issuer', 'issuer']

  it.each([
    ['a JWK', ['--key', jwk]],
    ['a PEM', ['--key', file('key.pem', keys.RS256.publicPem)]],
    ['a JWKS', ['--key', jwks]],
    ['a named algorithm', ['--key', jwk, '--algorithm', 'PS256', '--algorithm', 'RS256']],
  ])('verifies by %s', async (_, key) => {
    const { code, stdout, stderr } = await demo(['--', tokenFile, ...key, ...asIssued])
    expect(stderr).toBe('')
    expect(stdout).toMatch(/alg +"RS256"\n/)
    expect(stdout).toMatch(/name +"Zoë"\n/)
    expect(stdout).toMatch(/exp +4102444800 +\(2100-01-01T00:00:00.000Z\)/)
    expect(stdout).toMatch(/✓ verified by RS256 in [\d.]+ (µs|ms)\n$/)
    expect(stdout).not.toContain('\u001b')
    expect(code).toBe(0)
  })

  it('verifies by a secret, given or in a file with a line end', async () => {
    const { code, stdout } = await demo([signedWithSecret, '--secret', secret])
    expect([code, stdout]).toEqual([0, expect.stringContaining('✓ verified by HS256')])
    const fromFile = await demo([signedWithSecret, '--key', file('secret', `${secret}\n`)])
    expect([fromFile.code, fromFile.stdout]).toEqual([0, expect.stringContaining('✓ verified by HS256')])
  })

  it('reads standard input', async () => {
    const { code, stdout } = await demo(['-', '--key', jwk, ...asIssued], `${token}\n`)
    expect([code, stdout]).toEqual([0, expect.stringContaining('✓ verified by RS256')])
  })

  it('shows the payload of a token that is no JWT', async () => {
    const [guide] = readVectors('guide.json').tokens
    const options = ['--key', file('guide.json', JSON.stringify(guide.key.jwk))]
    const { code, stdout } = await demo([file('guide', guide.token), ...options])
    expect([code, stdout]).toEqual([0, expect.stringContaining('It’s a dangerous business, Frodo')])
  })

  it('without a key, shows a token as unverified and says what is missing', async () => {
    const { code, stdout } = await demo([tokenFile])
    expect(stdout).toContain('claims (UNVERIFIED)')
    expect(stdout).toContain(`missing: the issuer's public key "test-RS256" for RS256`)
    expect(stdout).not.toContain('✓')
    expect(code).toBe(0)
  })

  it('lets no token write to the terminal', async () => {
    const header = Buffer.from('{"alg":"HS256","\u009bx":1}').toString('base64url')
    const { stdout } = await demo([
      file('escape', `${header}.${Buffer.from('{"a":"\u202e\u009b"}').toString('base64url')}.`),
    ])
    expect(stdout).toContain('\\u202e\\u009b')
    expect(stdout).not.toMatch(/[\u0080-\u009f\u202e]/)
  })

  const dense = jwe.encryptSync('for Zoë', keys.RS256.public, { algorithm: 'RSA-OAEP-256', encryption: 'A128GCM' })
  const encrypted = jwt.encryptSync({ aud: 'api', name: 'Zoë' }, secret.slice(0, 32), { kid: 'shared' })
  const password = jwe.encryptSync('for Zoë', 'a password', { algorithm: 'PBES2-HS256+A128KW', p2c: 8192 })

  it('decrypts an encrypted text by a private key', async () => {
    const key = ['--key', file('private.pem', keys.RS256.privatePem)]
    const { code, stdout, stderr } = await demo(['--', file('dense', dense), ...key])
    expect(stderr).toBe('')
    expect(stdout).toMatch(/enc +"A128GCM"\n/)
    expect(stdout).toMatch(/plaintext\n +for Zoë\n/)
    expect(stdout).toMatch(/✓ decrypted by RSA-OAEP-256 with A128GCM in [\d.]+ (µs|ms)\n$/)
    expect(code).toBe(0)
  })

  it('decrypts encrypted claims by a secret, and checks them', async () => {
    const own = [file('encrypted', encrypted), '--secret', secret.slice(0, 32)]
    const { code, stdout } = await demo([...own, '--audience', 'api'])
    expect(stdout).toMatch(/claims\n +aud +"api"\n +name +"Zoë"\n/)
    expect([code, stdout]).toEqual([0, expect.stringContaining('✓ decrypted by dir with A256GCM')])
    const others = await demo([...own, '--audience', 'web'])
    expect([others.code, others.stderr]).toEqual([1, 'error: Invalid audience (ERR_JWT_CLAIM_MISMATCH)\n'])
  })

  it('decrypts by a password only where PBES2 is named', async () => {
    const own = [file('password', password), '--secret', 'a password']
    const refused = await demo(own)
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('(ERR_ALGORITHM_NOT_ALLOWED)')])
    const { code, stdout } = await demo([...own, '--algorithm', 'PBES2-HS256+A128KW'])
    expect([code, stdout]).toEqual([0, expect.stringContaining('✓ decrypted by PBES2-HS256+A128KW')])
  })

  it('without a key, shows the header of an encrypted token and says what is missing', async () => {
    const { code, stdout } = await demo([file('sealed', encrypted)])
    expect(stdout).toContain('header (UNVERIFIED)')
    expect(stdout).toContain('missing: the reader\'s key "shared" for "dir"')
    expect(stdout).not.toContain('✓')
    expect(code).toBe(0)
  })

  const unsigned = token.slice(0, token.lastIndexOf('.') + 1)
  const expired = jwt.encodeSync({ exp: 1300819380 }, keys.RS256.private, { algorithm: 'RS256' })
  const malformed = file('malformed', 'not a token')
  const json = file('json', '{"payload":""}')
  const broken = file('broken', '{"kty":')
  const rsa = ['--key', jwk]
  it.each([
    [
      'a bad signature',
      [file('forged', `${unsigned}AAAA`), ...rsa, ...asIssued],
      'Signature verification failed (ERR_JWT_SIGNATURE)',
    ],
    ['a malformed token', [malformed, ...rsa], 'Not enough segments (ERR_JWT_INVALID)'],
    ['a malformed token without a key', [malformed], 'Not enough segments (ERR_JWT_INVALID)'],
    ['an expired token', [file('expired', expired), ...rsa], 'Signature has expired (ERR_JWT_EXPIRED)'],
    ['a token for others', [tokenFile, ...rsa, '--audience', 'web'], 'Invalid audience (ERR_JWT_CLAIM_MISMATCH)'],
    [
      'a token of others',
      [tokenFile, ...rsa, '--audience', 'api', '--issuer', 'me'],
      'Invalid issuer (ERR_JWT_CLAIM_MISMATCH)',
    ],
    [
      'another kind of key',
      [signedWithSecret, ...rsa],
      'The specified alg value is not allowed (ERR_ALGORITHM_NOT_ALLOWED)',
    ],
    [
      'another secret',
      [file('encrypted', encrypted), '--secret', 'x'.repeat(32)],
      'Decryption failed (ERR_JWE_DECRYPTION)',
    ],
    ['an empty file', [file('empty', '\n')], 'there is no token: the input is empty'],
    ['a JSON serialization', [json], 'the token is in a JSON serialization: only compact ones are taken'],
    ['an unreadable token', [join(directory, 'absent')], `cannot read ${join(directory, 'absent')} (ENOENT)`],
    ['an unreadable key', [tokenFile, '--key', directory], `cannot read ${directory} (EISDIR)`],
    ['a broken key', [tokenFile, '--key', broken], `the key in ${broken} begins like JSON, and is none`],
  ])('refuses %s in one line', async (_, args, problem) => {
    expect(await demo(args)).toEqual({ code: 1, stdout: '', stderr: `error: ${problem}\n` })
  })

  it.each([
    ['an unknown option', ['--nonsense']],
    ['two tokens', [tokenFile, tokenFile]],
    ['no token', ['--key', jwk]],
    ['what to verify, but no key', [tokenFile, '--audience', 'api']],
    ['two keys', [tokenFile, '--key', jwk, '--secret', secret]],
    ['no algorithm', [tokenFile, '--key', jwk, '--algorithm', 'none']],
  ])('explains its usage when given %s', async (_, args) => {
    const { code, stdout, stderr } = await demo(args)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(/^error: .+\n\nusage: pnpm demo/)
  })

  it('explains itself', async () => {
    const { code, stdout } = await demo(['--help'])
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^usage: pnpm demo[\s\S]+--key FILE/)])
  })
})

function file(name: string, content: string): string {
  const path = join(directory, name)
  writeFileSync(path, content)
  return path
}

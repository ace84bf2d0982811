/** The demo as its users meet it: arguments, output, exit code. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { jwt } from '@jose/backend-node'
import { peers } from '@jose-internal/interop'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compactTokens, demo, type Output, readVectors, vectors } from './process.ts'

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
    ['an empty file', [file('empty', '\n')], 'there is no token: the input is empty'],
    ['a JSON serialization', [json], 'the token is in a JSON serialization: only compact ones are taken yet'],
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
    ['no signature algorithm', [tokenFile, '--key', jwk, '--algorithm', 'none']],
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

describe('the whole demo', () => {
  let output: Output
  beforeAll(async () => {
    output = await demo([])
  }, 120_000)

  it('finds nothing unexpected', () => {
    expect(output.stderr).toBe('')
    expect(output.stdout).toMatch(/✓ all as expected\n$/)
    expect(output.stdout).not.toContain('✗')
    expect(output.stdout).not.toContain('\u001b')
    expect(output.code).toBe(0)
  })

  it('shows every compact token of the documents', () => {
    const files = [...readdirSync(new URL('rfc/', vectors)).map((name) => `rfc/${name}`), 'guide.json']
    const tokens = files.flatMap(compactTokens)
    const rows = tableUnder('Tokens printed')
    const expected = tokens.map(({ algorithm }) => `${algorithm} ${algorithm === 'none' ? '✓ refused' : '✓ verified'}`)
    expect(rows.map((row) => `${row[2]} ${row[5]}`).toSorted()).toEqual(expected.toSorted())
  })

  it('counts every compact token of the other implementations', () => {
    const files = readdirSync(new URL('peers/', vectors)).toSorted()
    const rows = tableUnder('Tokens recorded')
    for (const [index, name] of files.entries()) {
      const tokens = compactTokens(`peers/${name}`)
      for (const [algorithm = '', ...cells] of rows) {
        const count = tokens.filter((token) => token.algorithm === algorithm).length
        expect(cells[index]?.replace(/ [\d.]+ .s$/, ''), `${name} ${algorithm}`).toBe(
          count === 0 ? '–' : `✓ ${count}/${count}`,
        )
      }
      expect(rows.map(([algorithm]) => algorithm)).toEqual(
        expect.arrayContaining(tokens.map((token) => token.algorithm)),
      )
    }
  })

  it('asks every installed implementation about every algorithm both have', async () => {
    const present = await peers()
    const rows = tableUnder('Tokens issued now')
    expect(rows.length).toBeGreaterThan(0)
    for (const [index, { name, algorithms }] of present.entries()) {
      for (const [algorithm = '', ...cells] of rows) {
        expect(cells[4 + index], `${name} ${algorithm}`).toBe(algorithms.includes(algorithm) ? '✓' : '–')
      }
    }
  })

  it('fits into 120 columns, but for the list of what is not installed', () => {
    const lines = output.stdout.split('\n').filter((line) => !line.startsWith('not here:'))
    expect(lines.filter((line) => line.length > 120)).toEqual([])
  })

  /** The cells of a table, whose columns are two spaces apart. */
  function tableUnder(title: string): string[][] {
    const [, section = ''] = output.stdout.split(`\n${title}`)
    const [, , , body = ''] = /^(.*)\n\n(.*)\n─[─ ]*\n([\s\S]*?)\n\n/.exec(section) ?? []
    return body.split('\n').map((line) => line.split(/ {2,}/))
  }
})

function file(name: string, content: string): string {
  const path = join(directory, name)
  writeFileSync(path, content)
  return path
}

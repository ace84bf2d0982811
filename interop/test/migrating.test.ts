/** The pages of docs/migrating about npm packages, against the packages. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

import { jwt } from '@jose/backend-node'
import { createDecoder, createSigner, createVerifier } from 'fast-jwt'
import * as jose from 'jose'
import jsonwebtoken from 'jsonwebtoken'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { fastJwtCases } from '../migrating/cases/fast-jwt.ts'
import { joseCases } from '../migrating/cases/jose.ts'
import { jsonwebtokenCases } from '../migrating/cases/jsonwebtoken.ts'
import { checkPage, runProgram } from '../migrating/check.ts'
import { fixtures } from '../migrating/fixtures.ts'
import { readPage } from '../migrating/page.ts'
import { evaluate } from '../migrating/run.ts'

beforeAll(() => {
  vi.stubGlobal('fetch', async (url: unknown) =>
    String(url) === fixtures.brokenUrl ? new Response('', { status: 500 }) : Response.json(fixtures.keySet),
  )
})
afterAll(() => {
  vi.unstubAllGlobals()
})

const sourceOf = (file: string): string =>
  readFileSync(fileURLToPath(new URL(`../node_modules/${file}`, import.meta.url)), 'utf8')
const versionOf = (name: string): string => JSON.parse(sourceOf(`${name}/package.json`)).version
const namesIn = (text: string, pattern: RegExp): string[] => [
  ...new Set([...text.matchAll(pattern)].map(([, name = '']) => name)),
]

interface Told {
  readonly name?: string
  readonly message: string
  readonly code?: string
}

describe('jsonwebtoken', () => {
  const page = readPage('jsonwebtoken')
  checkPage({
    page,
    version: versionOf('jsonwebtoken'),
    cases: jsonwebtokenCases,
    run: (code) => evaluate(code, { jwt: jsonwebtoken, ...fixtures }),
    nameError: (error) => `\`${(error as Told).name}\` ${(error as Told).message}`,
    options: {
      'Options of sign': namesIn(
        sourceOf('jsonwebtoken/sign.js'),
        /^ {2}(\w+): \{ isValid.*(?<!seconds') \},?$/gm,
      ).filter((name) => !['iat', 'exp', 'nbf'].includes(name)),
      'Options of verify': namesIn(sourceOf('jsonwebtoken/verify.js'), /options\.(\w+)/g),
    },
  })
  checkPrograms(page, { jsonwebtoken })
})

describe('jose', () => {
  const page = readPage('jose')
  const types = (file: string): string => sourceOf(`jose/dist/types/${file}`)
  const membersOf = (text: string, name: string): string[] =>
    namesIn(text.split(`export interface ${name} `)[1]?.split('\n}')[0] ?? '', /^ +(\w+)\??: /gm)
  checkPage({
    page,
    version: versionOf('jose'),
    cases: joseCases,
    run: (code) => evaluate(code, { ...jose, ...fixtures }),
    nameError: (error) => {
      const { name, code } = error as Told
      return typeof code !== 'string' ? `\`${name}\`` : `\`${name}\` \`${code}\``
    },
    options: {
      'What the builders set': namesIn(
        types('types.d.ts').split('export interface ProduceJWT ')[1] ?? '',
        /^ +(set\w+)\(/gm,
      ),
      'Options of jwtVerify and jwtDecrypt': [
        'VerifyOptions',
        'DecryptOptions',
        'CritOption',
        'JWTClaimVerificationOptions',
      ]
        .flatMap((name) => membersOf(types('types.d.ts').replace(/ extends \w+/g, ''), name))
        .filter((name) => name !== 'propName'),
      'Options of createRemoteJWKSet': membersOf(types('jwks/remote.d.ts'), 'RemoteJWKSetOptions').concat(
        'customFetch',
        'jwksCache',
      ),
    },
  })
  it.each([
    [
      'a claim is missing',
      'token',
      { requiredClaims: ['roles'] },
      { options: { require: ['roles'] } },
      'missing',
      'missing',
    ],
    ['a claim is of another type', 'textTimeToken', {}, {}, 'invalid', 'invalid'],
    ['another subject', 'token', { subject: 'bob' }, { subject: 'bob' }, 'check_failed', 'mismatch'],
    ['not yet', 'early', {}, {}, 'check_failed', 'not_yet'],
  ] as const)('the reason of an error: %s', async (_when, name, theirs, here, reason, ours) => {
    const token = fixtures[name]
    await expect(jose.jwtVerify(token, fixtures.secretBytes, { ...theirs } as object)).rejects.toMatchObject({ reason })
    const decoded = jwt.decode(token, fixtures.secret, { algorithms: ['HS256'], ...here })
    await expect(decoded).rejects.toMatchObject({ reason: ours })
  })
  checkPrograms(page, { jose })
})

describe('fast-jwt', () => {
  const page = readPage('fast-jwt')
  const types = sourceOf('fast-jwt/src/index.d.ts')
  const membersOf = (name: string): string[] =>
    namesIn(types.split(`export interface ${name} `)[1]?.split('\n}')[0] ?? '', /^ +(\w+)\?: /gm)
  const scope = { createDecoder, createSigner, createVerifier, ...fixtures }
  checkPage({
    page,
    version: versionOf('fast-jwt'),
    cases: fastJwtCases,
    run: (code) => evaluate(code, scope),
    nameError: (error) => `\`${(error as Told).code ?? (error as Told).name}\``,
    options: {
      'Options of createSigner': membersOf('SignerOptions'),
      'Options of createVerifier': membersOf('VerifierOptions'),
      'Options of createDecoder': membersOf('DecoderOptions'),
    },
  })
  checkPrograms(page, { 'fast-jwt': { createDecoder, createSigner, createVerifier } })
})

/** The programs before the migration print what they say. Those after it run with the examples of all guides. */
function checkPrograms({ blocks }: ReturnType<typeof readPage>, modules: object): void {
  const before = blocks.filter(({ language }) => language === 'js')
  it.each(before.map(({ code }) => code))('the program before prints what it says: %#', async (code) => {
    const { printed, said } = await runProgram(code, modules)
    expect(said.length).toBeGreaterThan(0)
    expect(printed).toEqual(said)
  })
}

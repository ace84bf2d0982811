import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { JOSEError, jwk, jws, jwt } from '@jose/backend-node'
import { type JWK, type KeyInput, signatureAlgorithms } from '@jose/core'
import type { TokenRequest } from './arguments.ts'
import { expectations, helpful } from './expected.ts'
import { isEncrypted, showDecrypted, showSealed } from './own-encrypted.ts'
import { section } from './sections.ts'
import { duration, json, styled } from './text.ts'

/** Show the user's token, verified or decrypted where there is a key. Throws `JOSEError` for a bad one, `Error` for a bad file. */
export async function showToken(request: TokenRequest): Promise<void> {
  const token = (request.file === '-' ? await text(process.stdin) : await read(request.file)).trim()
  if (token === '') throw new Error('there is no token: the input is empty')
  if (token.startsWith('{')) throw new Error('the token is in a JSON serialization: only compact ones are taken')
  const key = await keyOf(request)
  if (isEncrypted(token)) return key === undefined ? showSealed(token) : showDecrypted(token, key, request)
  if (key === undefined) showUnverified(token)
  else await showVerified(token, key, request)
}

function showUnverified(token: string): void {
  const header = jwt.getUnverifiedHeader(token)
  const claims = isBareJws(token)
    ? new TextDecoder().decode(jws.getUnverifiedPayload(token))
    : jwt.getUnverifiedClaims(token)
  console.log(styled('yellow', 'UNVERIFIED: anyone could have written this token. Do not trust what it says.'))
  console.log(section('header (UNVERIFIED)', header))
  console.log(section(typeof claims === 'string' ? 'payload (UNVERIFIED)' : 'claims (UNVERIFIED)', claims))
  console.log(`\nmissing: ${missing(header)}`)
}

/** What verifying the token would take. */
function missing({ alg, kid }: { readonly [member: string]: unknown }): string {
  const kty = typeof alg === 'string' ? signatureAlgorithms[alg]?.kty : undefined
  if (alg === 'none') return 'a signature. An unsecured token cannot be verified by any key'
  if (kty === undefined) return `a way to verify it: ${json(alg)} is no algorithm of this library`
  const named = kid === undefined ? '' : ` ${json(kid)}`
  if (kty === 'oct') return `the secret${named} for ${alg}: give --secret TEXT or --key FILE`
  return `the issuer's public key${named} for ${alg}: give --key FILE (PEM, JWK or JWKS)`
}

async function showVerified(token: string, key: KeyInput, request: TokenRequest): Promise<void> {
  const { audience, issuer } = request
  const algorithms = request.algorithms.length > 0 ? request.algorithms : await algorithmsOf(key)
  const start = performance.now()
  // But who expects claims gets a JWT or a refusal.
  if (isBareJws(token) && audience.length + issuer.length === 0) {
    const { header, text } = await jws.verify(token, key, { algorithms })
    const milliseconds = performance.now() - start
    return show(header.alg, [section('header', header), section('payload', text())], milliseconds)
  }
  const { header, claims } = await jwt
    .decodeComplete(token, key, {
      algorithms,
      ...expectations(request),
      // It can only be checked with the access token that came with this one.
      options: { verifyAtHash: false },
    })
    .catch((error: unknown) => {
      throw helpful(error, request)
    })
  const milliseconds = performance.now() - start
  const sections = [section('header', header), section('claims', claims)]
  if (claims.at_hash !== undefined) sections.push('\nnot checked: at_hash, which belongs to an access token')
  show(header.alg, sections, milliseconds)
}

function show(alg: string, sections: readonly string[], milliseconds: number): void {
  for (const text of sections) console.log(text)
  console.log(`\n${styled('green', '✓ verified')} by ${alg} in ${duration(milliseconds)}`)
}

/** Whether a signed token carries something else than a JSON object, so that it is a JWS, but no JWT. */
function isBareJws(token: string): boolean {
  const [, payload = '', ...rest] = token.split('.')
  return rest.length === 1 && !/^\s*\{/.test(Buffer.from(payload, 'base64url').toString())
}

async function keyOf({ keyFile, secret }: TokenRequest): Promise<KeyInput | undefined> {
  if (keyFile === undefined) return secret
  const content = await read(keyFile)
  if (!/^\s*\{/.test(content)) return content.includes('-----BEGIN ') ? content : content.replace(/\r?\n$/, '')
  try {
    return JSON.parse(content) as JWK
  } catch {
    throw new Error(`the key in ${keyFile} begins like JSON, and is none`)
  }
}

/** What the keys can do by their kind, so that a public key is never taken for a secret. */
async function algorithmsOf(input: KeyInput): Promise<readonly string[]> {
  const set = typeof input === 'object' && 'keys' in input ? input.keys : undefined
  const members: readonly unknown[] = Array.isArray(set) ? set : [input]
  const names = await Promise.all(
    members.map(async (member) => {
      try {
        const { kty, crv, algorithm } = await jwk.construct(member as JWK)
        if (algorithm !== undefined) return [algorithm]
        const able = Object.values(signatureAlgorithms).filter(
          (entry) => entry.kty === kty && entry.variants.some((variant) => variant.crv === crv),
        )
        return able.map(({ name }) => name)
      } catch (error) {
        // One key of a set that cannot be used does not hide the others.
        if (set === undefined || !(error instanceof JOSEError)) throw error
        return []
      }
    }),
  )
  const known = [...new Set(names.flat())].filter((name) => signatureAlgorithms[name] !== undefined)
  if (known.length === 0) throw new Error('no key that was given can verify signatures')
  return known
}

async function read(file: string): Promise<string> {
  // `pnpm -w demo` runs in the root, wherever it was called.
  const from = process.env.npm_lifecycle_event === 'demo' ? process.env.INIT_CWD : undefined
  try {
    return await readFile(resolve(from ?? '.', file), 'utf8')
  } catch (error) {
    throw new Error(`cannot read ${file} (${(error as NodeJS.ErrnoException).code})`)
  }
}

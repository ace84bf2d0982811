/**
 * Tokens to and fro between this library and every other implementation that is installed. Each direction of a peer
 * is one batch, because a Python process costs more than all the signatures it is asked for.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { jwt, supports } from '@jose/backend-node'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  type Answer,
  type Claims,
  installHint,
  type Peer,
  type PeerKey,
  peers,
  type SignRequest,
  type VerifyRequest,
} from '../src/index.ts'

interface KeyPair {
  readonly private: Readonly<Record<string, string>>
  readonly public?: Readonly<Record<string, string>>
  readonly privatePem?: string
  readonly publicPem?: string
}

const vectors = new URL('../../conformance/vectors/', import.meta.url)
const keys: Record<string, KeyPair> = readJson(new URL('keys.json', vectors))
const { claims: claimSets }: { claims: Record<string, Claims> } = readJson(
  new URL('../record/cases.json', import.meta.url),
)
const present = await peers()

for (const peer of present) describe(`${peer.name} ${peer.version}`, { timeout: 30_000 }, () => exchange(peer))

// Every implementation that was ever recorded is one to expect.
for (const file of readdirSync(new URL('peers/', vectors)).filter((name) => name.endsWith('.json'))) {
  const name = file.replace('.json', '')
  if (present.some((peer) => peer.name === name)) continue
  it.skip(`${name} is not installed on this machine: ${installHint([name])}`, () => {})
}

/** A key that one algorithm can use, and the forms it comes in. */
interface Pair {
  readonly algorithm: string
  readonly keyName: string
}

/** One token of a pair. */
interface Exchange extends Pair {
  readonly id: string
  readonly claims: Claims
  readonly form: 'jwk' | 'text'
}

function exchange(peer: Peer): void {
  const pairs = pairsOf(peer)
  const theirs = pairs.flatMap((pair) => exchangesOf(pair)).filter((one) => signs(peer, one))
  const ours = pairs.flatMap((pair) => exchangesOf(pair, ['async', 'sync']))
  // Asked now and awaited later, so that all peers are at work at the same time.
  const asked = Promise.all([peer.sign(theirs.map(toSign)), Promise.all(ours.map(issue)).then(peer.verify)])
  asked.catch(() => {}) // it is beforeAll that fails
  let signed: ReadonlyMap<string, Answer>
  let verified: ReadonlyMap<string, Answer>

  beforeAll(async () => {
    const [answers, verdicts] = await asked
    signed = new Map(answers.map((answer) => [answer.id, answer]))
    verified = new Map(verdicts.map((answer) => [answer.id, answer]))
  }, 120_000)

  for (const pair of pairs) {
    const title = `${pair.algorithm} with ${pair.keyName}`
    const signedHere = theirs.filter((one) => isOf(one, pair))
    const issuedHere = ours.filter((one) => isOf(one, pair))

    it(`${title}: we verify ${signedHere.length} tokens of ${peer.name}, async and sync`, async () => {
      expect(signedHere).not.toHaveLength(0)
      for (const one of signedHere) {
        const token = tokenIn(signed.get(one.id), one.id)
        for (const form of ['jwk', 'text'] as const) {
          const [key, options] = [ourKey(pair.keyName, 'public', form), optionsFor(one)]
          expect(await jwt.decode(token, key, options), one.id).toStrictEqual(one.claims)
          expect(jwt.decodeSync(token, key, options), one.id).toStrictEqual(one.claims)
        }
      }
    })

    it(`${title}: ${peer.name} verifies ${issuedHere.length} tokens of ours, async and sync`, () => {
      expect(issuedHere).not.toHaveLength(0)
      for (const { id, claims } of issuedHere) expect(verified.get(id)).toStrictEqual({ id, ok: true, claims })
    })

    it(`${title}: we refuse tampered tokens of ${peer.name}, async and sync`, async () => {
      const one = signedHere[0] as Exchange
      const [key, options] = [ourKey(pair.keyName, 'public', one.form), optionsFor(one)]
      for (const [what, token] of tampered(tokenIn(signed.get(one.id), one.id))) {
        await expect(jwt.decode(token, key, options), what).rejects.toBeInstanceOf(jwt.JWTError)
        expect(() => jwt.decodeSync(token, key, options), what).toThrow(jwt.JWTError)
      }
    })
  }
}

/** What the peer and we both have. EdDSA has two curves. */
function pairsOf({ name, algorithms }: Peer): readonly Pair[] {
  return algorithms.flatMap((algorithm) => {
    if (!/EdDSA/.test(algorithm)) {
      return supports(algorithm) ? [{ algorithm, keyName: /^[RP]S/.test(algorithm) ? 'RS256' : algorithm }] : []
    }
    // jose goes by WebCrypto, which has no Ed448.
    const curves = name === 'panva-jose' ? ['Ed25519'] : ['Ed25519', 'Ed448']
    return curves.filter((curve) => supports(algorithm, { curve })).map((keyName) => ({ algorithm, keyName }))
  })
}

function exchangesOf(pair: Pair, turns: readonly string[] = ['']): readonly Exchange[] {
  return Object.entries(claimSets).flatMap(([name, claims]) =>
    (['jwk', 'text'] as const).flatMap((form) =>
      turns.map((turn) => {
        return { ...pair, claims, form, id: [pair.algorithm, pair.keyName, name, form, turn].join(' ').trim() }
      }),
    ),
  )
}

/** fast-jwt verifies fractional `exp` and `nbf` (RFC 7519 §2 allows them), but refuses to write them. */
function signs({ name }: Peer, { claims: { exp, nbf } }: Exchange): boolean {
  return name !== 'fast-jwt' || [exp, nbf].every((time) => time === undefined || Number.isInteger(time))
}

function isOf(one: Exchange, { algorithm, keyName }: Pair): boolean {
  return one.algorithm === algorithm && one.keyName === keyName
}

function toSign({ id, algorithm, keyName, form, claims }: Exchange): SignRequest {
  return { id, algorithm, claims, key: keyOf(keyName, 'private', form) }
}

async function issue({ id, algorithm, keyName, form, claims }: Exchange): Promise<VerifyRequest> {
  const key = ourKey(keyName, 'private', form)
  const sync = id.endsWith(' sync')
  const token = sync ? jwt.encodeSync(claims, key, { algorithm }) : await jwt.encode(claims, key, { algorithm })
  return { id, algorithm, token, key: keyOf(keyName, 'public', form) }
}

function optionsFor({ algorithm, claims: { aud } }: Exchange) {
  return { algorithms: [algorithm], ...(aud === undefined ? {} : { audience: aud as string | readonly string[] }) }
}

/** The text of a key is its PEM; of a secret, the secret. */
function keyOf(name: string, half: 'private' | 'public', form: 'jwk' | 'text'): PeerKey {
  const pair = keys[name]
  if (pair === undefined) throw new Error(`keys.json has no ${name}`)
  if (form === 'jwk') return { jwk: pair[half] ?? pair.private }
  const pem = pair[`${half}Pem`]
  return pem === undefined ? { secret: Buffer.from(String(pair.private.k), 'base64url').toString() } : { pem }
}

function ourKey(...of: Parameters<typeof keyOf>): string | object {
  const key = keyOf(...of)
  return 'jwk' in key ? key.jwk : 'pem' in key ? key.pem : key.secret
}

function tokenIn(answer: Answer | undefined, id: string): string {
  if (answer?.ok && answer.token !== undefined) return answer.token
  throw new Error(`${id}: ${answer !== undefined && !answer.ok ? answer.error : 'no token'}`)
}

function tampered(token: string): readonly (readonly [string, string])[] {
  const [header = '', payload = '', signature = ''] = token.split('.')
  const changed = (segment: string, change: (text: string) => string): string =>
    Buffer.from(change(Buffer.from(segment, 'base64url').toString())).toString('base64url')
  const octets = Buffer.from(signature, 'base64url')
  const flipped = Buffer.from(octets.map((octet, index) => (index === octets.length >> 1 ? octet ^ 1 : octet)))
  const admin = changed(payload, (text) => text.replace('{', '{"admin":true,'))
  const unsecured = changed(header, (text) => text.replace(/"alg": ?"[^"]+"/, '"alg":"none"'))
  const all = [
    ['another payload', `${header}.${admin}.${signature}`],
    ['another header', `${changed(header, (text) => `${text} `)}.${payload}.${signature}`],
    ['one bit of the signature', `${header}.${payload}.${flipped.toString('base64url')}`],
    ['no signature', `${header}.${payload}.`],
    ['a longer signature', `${header}.${payload}.${Buffer.concat([octets, Buffer.alloc(1)]).toString('base64url')}`],
    ['alg none', `${unsecured}.${payload}.`],
  ] as const
  if (all.some(([, other]) => isDeepStrictEqual(other, token))) throw new Error('nothing was tampered with')
  return all
}

function readJson<T>(file: URL): T {
  return JSON.parse(readFileSync(file, 'utf8')) as T
}

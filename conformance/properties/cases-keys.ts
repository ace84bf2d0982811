import fc from 'fast-check'
import type { Operations } from '../src/modes.ts'
import { unarmoured } from '../src/suites/der.ts'
import { pairNames, testKeys } from '../src/suites/test-keys.ts'
import { type Case, shown } from './agreement.ts'
import { writer } from './cells.ts'
import { own, segmentChange, textChange } from './changes.ts'
import { algorithmNames, values } from './hostile.ts'

const memberNames = fc.constantFrom(
  ...['kty', 'crv', 'x', 'y', 'd', 'n', 'e', 'p', 'q', 'dp', 'dq', 'qi', 'k', 'kid', 'alg', 'use', 'key_ops', 'oth'],
  ...['pub', 'priv', 'ext', 'x5c', 'x5t#S256', 'exp', 'nbf', 'iat', '__proto__'],
)
const memberValues = fc.oneof(
  values,
  fc.constantFrom('oct', 'EC', 'RSA', 'OKP', 'AKP', 'P-256', 'Ed25519', 'sig', 'enc', 'AQAB', 'AQ', 'AA', 'Ag'),
  fc.subarray(['sign', 'verify', 'encrypt', 'decrypt', 'wrapKey', 'unwrapKey', 'deriveKey', 'deriveBits', 'sign ']),
)

type Jwk = { readonly [member: string]: unknown }

const jwkChange = fc.oneof(
  fc.tuple(memberNames, memberValues).map(
    ([name, value]) =>
      (jwk: Jwk): Jwk => ({ ...jwk, ...own(name, value) }),
  ),
  memberNames.map((name) => (jwk: Jwk): Jwk => {
    const { [name]: _, ...rest } = jwk
    return rest
  }),
  fc.tuple(memberNames, segmentChange).map(([name, change]) => (jwk: Jwk): Jwk => {
    const text = jwk[name]
    return typeof text === 'string' ? { ...jwk, [name]: change(text) } : jwk
  }),
)

function changedJwk(jwks: readonly object[]): fc.Arbitrary<Jwk> {
  return fc
    .tuple(fc.constantFrom(...jwks), fc.array(jwkChange, { minLength: 1, maxLength: 2 }))
    .map(([jwk, changes]) => changes.reduce((changed, change) => change(changed), jwk as Jwk))
}

const secrets = (['HS256', 'HS384', 'HS512'] as const).map((name) => testKeys[name].private)
const publics = pairNames.map((name) => testKeys[name].public)
const privates = pairNames.map((name) => testKeys[name].private)

const texts = pairNames.flatMap((name) => [testKeys[name].publicPem, testKeys[name].privatePem])
const ders = pairNames.flatMap((name) => [testKeys[name].publicPem, testKeys[name].privatePem].map(unarmoured))

const algorithm = fc.option(algorithmNames, { nil: undefined, freq: 3 })

/** Secrets as JWK, and texts and octets that are taken for secrets, or are not. */
export const changedSecrets: fc.Arbitrary<Case> = fc.oneof(
  {
    arbitrary: fc.tuple(changedJwk(secrets), algorithm).map(([jwk, alg]) => construct('a changed oct JWK', jwk, alg)),
    weight: 3,
  },
  {
    arbitrary: fc
      .tuple(
        fc.constantFrom(...texts),
        fc.array(textChange, { maxLength: 2 }),
        fc.constantFrom('HS256', 'A128KW', 'dir'),
      )
      .map(([pem, changes, alg]) => {
        const text = changes.reduce((changed, change) => change(changed), pem)
        return construct('a PEM for a secret', text, alg)
      }),
    weight: 1,
  },
  {
    arbitrary: fc
      .tuple(fc.constantFrom(...ders), fc.nat(64), fc.nat(64))
      .map(([der, from, less]) => construct('DER for a secret', der.slice(from, der.length - less), 'HS256')),
    weight: 1,
  },
)

/** Key pairs, as JWK, PEM and DER: each costs its checks. */
export const changedPairs: fc.Arbitrary<Case> = fc.oneof(
  fc.tuple(changedJwk(publics), algorithm).map(([jwk, alg]) => construct('a changed public JWK', jwk, alg)),
  fc.tuple(changedJwk(privates), algorithm).map(([jwk, alg]) => construct('a changed private JWK', jwk, alg)),
  fc
    .tuple(fc.constantFrom(...texts), textChange)
    .map(([pem, change]) => construct('a changed PEM', change(pem), undefined)),
  fc
    .tuple(changedJwk([...publics, ...secrets]), textChange)
    .map(([jwk, change]) => construct('the changed text of a JWK', change(JSON.stringify(jwk)), 'ES256')),
)

const attributes = fc.record(
  {
    kid: fc.constantFrom('a', 'b', '', '__proto__', 'A'),
    alg: fc.constantFrom('HS256', 'HS384', 'RS256', 'foo', 'none', 'A128KW'),
    use: fc.constantFrom('sig', 'enc', 'x', ''),
    key_ops: fc.subarray(['sign', 'verify', 'encrypt']),
    kty: fc.constantFrom('oct', 'oct', 'oct', 'RSA', 'foo'),
  },
  { requiredKeys: [] },
)
const candidate = fc.tuple(fc.constantFrom('right', 'wrong'), attributes).map(([which, members]) => ({
  kty: 'oct',
  k: Buffer.from(which.repeat(8)).toString('base64url'),
  ...members,
}))
const header = fc.record({ kid: fc.constantFrom('a', 'b', '', '__proto__', 'c') }, { requiredKeys: [] })

/** Which of several keys a token is for: the same one everywhere, or none. */
export async function keyChoices(): Promise<fc.Arbitrary<Case>> {
  const right = { kty: 'oct', k: Buffer.from('right'.repeat(8)).toString('base64url') }
  const tokens = new Map<string | undefined, string>()
  for (const kid of [undefined, 'a', 'b', '', '__proto__', 'c'])
    tokens.set(kid, await writer.encode({ sub: 'me' }, right, kid === undefined ? {} : { headers: { kid } }))
  const sets = fc.tuple(fc.array(candidate, { maxLength: 5 }), header, fc.constantFrom('set', 'list', 'local', 'map'))
  return sets.map(([keys, { kid }, form]) =>
    shown({
      kind: 'a choice of keys',
      input: { keys, kid, form },
      isMisuse: true,
      call: async (o) => {
        const source = sourceOf(o, keys, form)
        const options = { algorithms: ['HS256'] } as never
        const { claims, key } = await o.decodeComplete(tokens.get(kid), source, options)
        return [claims, key?.kid, key?.algorithm]
      },
    }),
  )
}

function sourceOf(o: Operations, keys: readonly object[], form: string): unknown {
  if (form === 'set') return { keys }
  if (form === 'local') return o.jose.jwks.local({ keys } as never)
  return form === 'list' ? keys : () => ({ keys })
}

function construct(kind: string, material: unknown, algorithm: string | undefined): Case {
  return shown({
    kind,
    input: { material, algorithm },
    isMisuse: true,
    call: async (o) => {
      const made = await o.construct(material, algorithm)
      const { kty, type, kid, use, keyOps, bits, algorithm: own } = made.key
      return [await made.toJwk({ private: type !== 'public' }), kty, type, kid, use, keyOps, bits, own]
    },
  })
}

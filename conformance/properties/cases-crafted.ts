import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { secret } from '../src/suites/craft.ts'
import { type Case, shown } from './agreement.ts'
import { algorithmNames, jsonText, names, values } from './hostile.ts'

const hashes = ['sha256', 'sha384', 'sha512'] as const

const headerMembers = fc
  .tuple(
    fc.oneof(
      { arbitrary: fc.constantFrom('HS256', 'HS384', 'HS512'), weight: 8 },
      { arbitrary: algorithmNames, weight: 1 },
    ),
    fc.array(fc.tuple(names, values), { maxLength: 3 }),
  )
  .map(([alg, more]) => [['alg', alg] as const, ...more])

const times = fc.oneof(
  fc.integer({ min: 1_799_999_990, max: 1_800_000_010 }),
  fc.double({ min: 1_799_999_990, max: 1_800_000_010, noNaN: true }),
)
const people = fc.constantFrom('me', 'you', '', 'a', 'm', 'ME')
const claim = fc.oneof(
  fc.tuple(fc.constantFrom('exp', 'nbf', 'iat'), times),
  fc.tuple(fc.constantFrom('iss', 'sub', 'jti', 'aud'), people),
  fc.tuple(fc.constant('aud'), fc.array(people, { maxLength: 3 })),
  fc.tuple(names, values),
)
const claimsText = jsonText(fc.array(claim, { maxLength: 6 }))

const payload = fc.oneof(
  { arbitrary: claimsText.map((text) => Buffer.from(text)), weight: 8 },
  { arbitrary: fc.uint8Array({ maxLength: 40 }).map((octets) => Buffer.from(octets)), weight: 1 },
  { arbitrary: fc.jsonValue({ maxDepth: 2 }).map((value) => Buffer.from(JSON.stringify(value))), weight: 1 },
)

const switches = ['Aud', 'Iat', 'Exp', 'Nbf', 'Iss', 'Sub', 'Jti', 'AtHash']
const perhaps = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 2 })

/** Options of `decode` that a program may well have, all of the right types. */
const decodeOptions = fc
  .record({
    algorithms: fc.subarray(['HS256', 'HS384', 'HS512', 'RS256', 'ES256', 'none'], { minLength: 1 }),
    audience: perhaps(fc.oneof(people, fc.array(people, { minLength: 1, maxLength: 2 }))),
    issuer: perhaps(fc.oneof(people, fc.array(people, { minLength: 1, maxLength: 2 }))),
    subject: perhaps(people),
    typ: perhaps(fc.constantFrom('JWT', 'at+jwt', 'application/jwt', '')),
    maxAge: perhaps(fc.integer({ min: 0, max: 20 })),
    leeway: perhaps(fc.integer({ min: 0, max: 10 })),
    crit: perhaps(fc.subarray(['x', 'exp', 'b64', 'y'])),
    accessToken: perhaps(fc.constant('an access token')),
    options: perhaps(
      fc.dictionary(
        fc.tuple(fc.constantFrom('verify', 'require'), fc.constantFrom(...switches)).map((words) => words.join('')),
        fc.boolean(),
        { maxKeys: 3 },
      ),
    ),
  })
  .map((options) => Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)))

/** Tokens whose MAC is good, whatever header and payload are: what the header says and the claims are decides, by the options. */
export const craftedTokens: fc.Arbitrary<Case> = fc
  .tuple(jsonText(headerMembers), payload, decodeOptions, fc.constantFrom('decode', 'verify', 'unverified'))
  .map(([header, octets, options, way]) => {
    const input = `${Buffer.from(header).toString('base64url')}.${octets.toString('base64url')}`
    const bits = /"HS(256|384|512)"/.exec(header)?.[1]
    const hash = hashes.find((name) => name.endsWith(bits ?? '256')) ?? 'sha256'
    const token = `${input}.${createHmac(hash, secret).update(input).digest('base64url')}`
    const { algorithms, crit } = options
    return shown({
      kind: `a good MAC, ${way}`,
      input: { header, payload: octets.toString('latin1'), options, token },
      isMisuse: true,
      call: async (o) => {
        if (way === 'unverified') {
          const { jwt, jws } = o.jose
          return [jwt.getUnverifiedHeader(token), jws.getUnverifiedPayload(token), jwt.getUnverifiedClaims(token)]
        }
        if (way === 'decode') return o.decode(token, secret, options as never)
        const verified = await o.verify(token, secret, { algorithms, ...(crit && { crit }) } as never)
        return [verified.header, verified.payload]
      },
    })
  })

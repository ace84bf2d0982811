import fc from 'fast-check'
import type { Operations } from '../src/modes.ts'
import { hasSigner, type KeyName, signers, testKeys, verifierOf } from '../src/suites/test-keys.ts'
import { shownTravel, type Travel } from './travel.ts'

const hmacs = signers.filter(([algorithm]) => algorithm.startsWith('HS'))
const pairs = signers.filter(([algorithm]) => !algorithm.startsWith('HS'))
const signer = fc.oneof(fc.constantFrom(...hmacs), fc.constantFrom(...pairs))

/** Members that mean nothing to anybody. */
const members = fc.dictionary(
  fc.string({ unit: 'grapheme', maxLength: 8 }).map((name) => `x${name}`),
  fc.jsonValue({ maxDepth: 2, stringUnit: 'grapheme' }),
  { maxKeys: 4 },
)

export const claimsTravel: fc.Arbitrary<Travel> = fc
  .tuple(signer, members, members)
  .map(([[algorithm, name], claims, headers]) =>
    shownTravel({
      kind: 'a JWT',
      input: { algorithm, name, claims, headers },
      isAble: (o) => hasSigner(o, algorithm, name),
      write: (o) => o.encode(claims, testKeys[name].private, { algorithm, headers } as never),
      read: async (o, token) => {
        const { header, claims: read } = await o.decodeComplete(token, verifierOf(name), only(algorithm))
        return [sorted(header), read]
      },
      expected: asJson([sorted({ alg: algorithm, typ: 'JWT', ...headers }), claims]),
    }),
  )

const content = fc.oneof(fc.uint8Array({ maxLength: 100 }), fc.string({ unit: 'grapheme', maxLength: 40 }))
const ascii = fc.string({
  unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code).replace('.', '-')),
  minLength: 1,
  maxLength: 40,
})

interface Form {
  readonly detached: boolean
  readonly b64: boolean
  readonly shape: 'compact' | 'flattened' | 'general'
}
const form: fc.Arbitrary<Form> = fc.record({
  detached: fc.boolean(),
  b64: fc.boolean(),
  shape: fc.constantFrom('compact', 'flattened', 'general'),
})

export const payloadTravel: fc.Arbitrary<Travel> = fc
  .tuple(signer, content, ascii, form)
  .map(([[algorithm, name], any, plain, how]) => {
    // What is not base64url and not beside the token is text that can stand there.
    const payload = how.b64 || how.detached ? any : plain
    return shownTravel({
      kind: `a JWS, ${how.shape}${how.b64 ? '' : ', not base64url'}${how.detached ? ', detached' : ''}`,
      input: { algorithm, name, payload },
      isAble: (o) => hasSigner(o, algorithm, name),
      write: (o) => signAs(o, payload, algorithm, name, how),
      read: async (o, token) => {
        const beside = how.detached ? { payload } : {}
        return (await o.verify(token, verifierOf(name), { ...only(algorithm), ...beside } as never)).payload
      },
      expected: typeof payload === 'string' ? new TextEncoder().encode(payload) : payload,
    })
  })

function signAs(o: Operations, payload: unknown, algorithm: string, name: KeyName, how: Form): Promise<unknown> {
  const { detached, b64, shape } = how
  const key = testKeys[name].private
  if (shape === 'compact') return o.sign(payload, key, { algorithm, detached, b64 } as never)
  if (shape === 'flattened') return o.signFlattened(payload, { key, algorithm }, { detached, b64 })
  const other = { key: testKeys.HS512.private, algorithm: 'HS512' }
  return o.signGeneral(payload, [other, { key, algorithm, header: { x: 1 } }], { detached, b64 })
}

/** Public keys in a set, in any order, and a token by one of them. */
export const setTravel: fc.Arbitrary<Travel> = fc
  .tuple(
    fc.shuffledSubarray(['RS256', 'ES256', 'ES384', 'Ed25519'] as const, { minLength: 1 }),
    fc.nat(3),
    fc.boolean(),
  )
  .map(([order, at, isLocal]) => {
    const name = order[at % order.length] as KeyName
    return shownTravel({
      kind: 'a set of keys',
      input: { order, name, isLocal },
      isAble: (o) => order.every((each) => hasSigner(o, each, each)),
      write: async (o) => {
        const keys = await Promise.all(order.map((each) => o.construct({ ...testKeys[each].private, kid: each })))
        const set = { keys: await Promise.all(keys.map((key) => key.toJwk())) }
        const key = { ...testKeys[name].private, kid: name }
        return { set, token: await o.encode({ sub: 'me' }, key, { algorithm: name, headers: { kid: name } } as never) }
      },
      read: async (o, { set, token }: { readonly set: object; readonly token: string }) => {
        const source = isLocal ? o.jose.jwks.local(set as never) : set
        const { claims, key } = await o.decodeComplete(token, source, { algorithms: order } as never)
        return [claims, key?.kid]
      },
      expected: [{ sub: 'me' }, name],
    })
  })

function only(algorithm: string): { readonly algorithms: never } {
  return { algorithms: [algorithm] as never }
}

/** As headers are written: by name, at every depth. */
function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(sorted)
  const members = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1))
  return Object.fromEntries(members.map(([name, member]) => [name, sorted(member)]))
}

function asJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value))
}

import fc from 'fast-check'
import { secret } from '../src/suites/craft.ts'
import { secretOf } from '../src/suites/jwe-craft.ts'
import { type Case, shown } from './agreement.ts'
import { names, values } from './hostile.ts'

const anyValue = fc.anything({
  withBigInt: true,
  withDate: true,
  withMap: true,
  withSet: true,
  withTypedArray: true,
  withNullPrototype: true,
  withObjectString: true,
  withSparseArray: true,
  maxDepth: 2,
})
const members = fc.dictionary(names, fc.oneof({ arbitrary: values, weight: 3 }, { arbitrary: anyValue, weight: 1 }), {
  maxKeys: 4,
})

/** What programs may want to write, sensible or not: all write the same, or refuse alike. */
export const writtenTokens: fc.Arbitrary<Case> = fc.oneof(
  fc
    .tuple(members, members, fc.option(fc.subarray(['x', 'exp', 'b64', '日']), { nil: undefined }))
    .map(([claims, headers, crit]) =>
      shown({
        kind: 'claims and headers to write',
        input: { claims, headers, crit },
        isMisuse: true,
        call: (o) => o.encode(claims, secret, { headers, ...(crit && { crit }) } as never),
      }),
    ),
  fc
    .tuple(fc.oneof(anyValue, fc.string({ unit: 'binary', maxLength: 9 })), members, fc.boolean(), fc.boolean())
    .map(([payload, headers, b64, detached]) =>
      shown({
        kind: 'a payload to sign',
        input: { payload, headers, b64, detached },
        isMisuse: true,
        call: (o) => o.sign(payload, secret, { headers, b64, detached } as never),
      }),
    ),
  fc.tuple(fc.oneof(anyValue, fc.string({ unit: 'binary', maxLength: 9 })), members).map(([plaintext, headers]) =>
    shown({
      kind: 'a plaintext to encrypt',
      input: { plaintext, headers },
      isMisuse: true,
      call: async (o) => {
        const token = await o.encrypt(plaintext, secretOf(32), { headers } as never)
        const read = await o.decrypt(token, secretOf(32))
        return [read.header, read.plaintext]
      },
    }),
  ),
  fc.tuple(members, members, members).map(([protect, header, unprotected]) =>
    shown({
      kind: 'headers of JSON forms to write',
      input: { protect, header, unprotected },
      isMisuse: true,
      call: async (o) => {
        const signed = await o.signFlattened('x', { key: secret, protected: protect, header } as never).catch(refusal)
        const recipient = { key: secretOf(16), algorithm: 'A128KW', header } as never
        const options = { protected: protect, unprotected } as never
        const { ciphertext, iv, tag, encrypted_key, ...rest } = await o.encryptFlattened('x', recipient, options)
        return [signed, rest]
      },
    }),
  ),
)

/** One of two calls may be refused without hiding the other. */
function refusal(error: unknown): string {
  const { code, message } = Object(error) as { readonly code?: unknown; readonly message?: unknown }
  if (typeof code !== 'string' && !(error instanceof TypeError)) throw error
  return `${code}: ${message}`
}

/** Values of every kind where a token is wanted. */
export const anyTokens: fc.Arbitrary<Case> = fc
  .tuple(
    fc.oneof(
      anyValue,
      fc.string({ unit: 'binary' }),
      fc.uint8Array({ maxLength: 60 }),
      fc.string({ unit: fc.constantFrom('.', 'e', 'y', 'J', 'A', '=', '{', '"'), maxLength: 30 }),
      fc.dictionary(
        fc.constantFrom(
          'payload',
          'protected',
          'signatures',
          'signature',
          'header',
          'ciphertext',
          'recipients',
          'iv',
          'tag',
        ),
        fc.oneof(values, anyValue),
        { maxKeys: 6 },
      ),
    ),
    fc.constantFrom(
      'decode',
      'verify',
      'decrypt',
      'decryptJwt',
      'jwt header',
      'jwt claims',
      'jws payload',
      'jwe header',
      'parse',
    ),
  )
  .map(([token, way]) =>
    shown({
      kind: `anything for a token, ${way}`,
      input: token,
      call: async (o) => {
        const algorithms = ['HS256'] as never
        const { jwt, jws, jwe } = o.jose
        if (way === 'decode') return o.decode(token, secret, { algorithms })
        if (way === 'verify') return (await o.verify(token, secret, { algorithms })).payload
        if (way === 'decrypt') return (await o.decrypt(token, secretOf(32))).plaintext
        if (way === 'decryptJwt') return o.decryptJwt(token, secretOf(32))
        if (way === 'jwt header') return jwt.getUnverifiedHeader(token as never)
        if (way === 'jwt claims') return jwt.getUnverifiedClaims(token as never)
        if (way === 'jws payload') return jws.getUnverifiedPayload(token as never)
        if (way === 'jwe header') return jwe.getUnverifiedHeader(token as never)
        const text = textOf(token)
        return [jws.parse(text), jwe.parse(text)]
      },
    }),
  )

/** Values of every kind where a key is wanted. */
export const anyKeys: fc.Arbitrary<Case> = fc
  .tuple(
    fc.oneof(anyValue, fc.string({ unit: 'binary' }), fc.uint8Array({ maxLength: 60 })),
    fc.constantFrom('HS256', 'ES256', 'A128KW', undefined),
  )
  .map(([material, algorithm]) =>
    shown({
      kind: 'anything for a key',
      input: { material, algorithm },
      isMisuse: true,
      call: async (o) => {
        const { key } = await o.construct(material, algorithm)
        return [key.kty, key.type, key.bits]
      },
    }),
  )

function textOf(token: unknown): string {
  if (typeof token === 'string') return token
  return JSON.stringify(token, (_, value) => (typeof value === 'bigint' ? `${value}` : value)) ?? ''
}

import fc from 'fast-check'
import type { Operations } from '../src/modes.ts'
import { encs, secretOf } from '../src/suites/jwe-craft.ts'
import { hasRecipe, type Recipe, recipes } from '../src/suites/jwe-recipes.ts'
import { shownTravel, type Travel } from './travel.ts'

const cheap = recipes.filter(({ algorithm }) => algorithm === 'dir' || /^A\d+(GCM)?KW$/.test(algorithm))
const dear = recipes.filter((recipe) => !cheap.includes(recipe))
const recipe = fc.oneof(
  { arbitrary: fc.constantFrom(...cheap), weight: 2 },
  { arbitrary: fc.constantFrom(...dear), weight: 1 },
)
const text = fc.string({ unit: 'grapheme', maxLength: 30 })
const content = fc.oneof(fc.uint8Array({ maxLength: 200 }), text)

interface Way {
  readonly enc: string
  readonly zip: boolean
  readonly shape: 'compact' | 'flattened' | 'general' | 'claims'
  readonly aad: string
  readonly parties: boolean
}
const way: fc.Arbitrary<Way> = fc.record({
  enc: fc.constantFrom(...encs),
  zip: fc.boolean(),
  shape: fc.constantFrom('compact', 'flattened', 'general', 'claims'),
  aad: text,
  parties: fc.boolean(),
})

/** Every algorithm with every encryption, in each form that a JWE has, and claims. */
export const plaintextTravel: fc.Arbitrary<Travel> = fc.tuple(recipe, content, way).map(([how, plaintext, to]) => {
  const { read } = how.keys(to.enc)
  const claims = { sub: typeof plaintext === 'string' ? plaintext : 'octets' }
  return shownTravel({
    kind: `a JWE, ${to.shape}${to.zip ? ', compressed' : ''}`,
    input: { algorithm: how.algorithm, kind: how.kind, plaintext, to },
    isAble: (o) =>
      hasRecipe(o, how) && o.jose.supports(to.enc as never) && o.jose.supports('A256KW') && (!to.zip || hasDeflate(o)),
    write: (o) => (to.shape === 'claims' ? writeClaims(o, claims, how, to) : writeAs(o, plaintext, how, to)),
    read: async (o, token) =>
      to.shape === 'claims'
        ? o.decryptJwt(token, read, how.accept)
        : (await o.decrypt(token, read, how.accept)).plaintext,
    expected:
      to.shape === 'claims' ? claims : typeof plaintext === 'string' ? new TextEncoder().encode(plaintext) : plaintext,
  })
})

const hasDeflate = (o: Operations): boolean => o.backend.supports({ name: 'DEFLATE' })

function writeClaims(o: Operations, claims: object, { keys, options }: Recipe, { enc, zip }: Way): Promise<unknown> {
  return o.encryptJwt(claims, keys(enc).write, { ...options, encryption: enc, ...(zip && { zip: 'DEF' }) } as never)
}

function writeAs(o: Operations, plaintext: unknown, { algorithm, keys, options }: Recipe, to: Way): Promise<unknown> {
  const { enc, zip, shape, aad } = to
  const parties = to.parties && algorithm.startsWith('ECDH') ? { apu: 'Alice', apv: 'Bob' } : {}
  const common = { encryption: enc, ...(zip && { zip: 'DEF' }) }
  const recipient = { ...options, ...parties, key: keys(enc).write }
  if (shape === 'compact') return o.encrypt(plaintext, keys(enc).write, { ...options, ...parties, ...common } as never)
  if (shape === 'flattened') return o.encryptFlattened(plaintext, recipient, { ...common, aad } as never)
  const other = { key: secretOf(32), algorithm: 'A256KW', header: { kid: 'another' } }
  // Who agrees on the content key itself, or brings it, is alone.
  const alone = algorithm === 'dir' || algorithm === 'ECDH-ES'
  return o.encryptGeneral(plaintext, alone ? [recipient] : [other, recipient], { ...common, aad } as never)
}

import fc from 'fast-check'
import { type Case, shown } from './agreement.ts'
import { own, segmentChange, tokenChange } from './changes.ts'
import { content, type GoodToken } from './good-tokens.ts'
import { names, values } from './hostile.ts'

/** Good tokens, changed: nothing but the token itself is accepted. */
export function changedTokens(kind: string, tokens: readonly GoodToken[]): fc.Arbitrary<Case> {
  return fc.oneof(
    { arbitrary: compactForms(kind, tokens), weight: 3 },
    { arbitrary: jsonForms(kind, tokens), weight: 1 },
  )
}

function compactForms(kind: string, tokens: readonly GoodToken[]): fc.Arbitrary<Case> {
  return fc.tuple(fc.constantFrom(...tokens), tokenChange, fc.boolean()).map(([good, change, isText]) => {
    const token = change(good.compact)
    return shown({
      kind: `${kind}, compact`,
      input: { good: good.title, token },
      isAble: good.isAble,
      call: (o) => good.read(o, isText ? token : Buffer.from(token)),
      fault: () => (token === good.compact ? undefined : 'accepts a token that is not the one that was written'),
    })
  })
}

type Json = { readonly [member: string]: unknown }
type Edit = (json: Json) => unknown

const places = [
  'protected',
  'payload',
  'signature',
  'encrypted_key',
  'iv',
  'ciphertext',
  'tag',
  'aad',
  'header',
  'unprotected',
]
const member = fc.constantFrom(...places, 'signatures', 'recipients')

const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.tuple(member, segmentChange).map(
    ([name, change]): Edit =>
      (json) => {
        const text = json[name]
        return typeof text === 'string' ? { ...json, [name]: change(text) } : json
      },
  ),
  fc.tuple(member, values).map(
    ([name, value]): Edit =>
      (json) => ({ ...json, [name]: value }),
  ),
  member.map(
    (name): Edit =>
      (json) =>
        Object.fromEntries(Object.entries(json).filter(([each]) => each !== name)),
  ),
  fc.tuple(fc.constantFrom('header', 'unprotected'), names, values).map(
    ([place, name, value]): Edit =>
      (json) => ({ ...json, [place]: { ...Object(json[place]), ...own(name, value) } }),
  ),
  fc.tuple(names, values).map(
    ([name, value]): Edit =>
      (json) => ({ ...json, ...own(name, value) }),
  ),
  fc.nat(3).map(
    (copies): Edit =>
      (json) => {
        const { payload, signature, protected: head, header, encrypted_key, ...rest } = json
        const entry = Object.fromEntries(
          Object.entries({ protected: head, header, signature, encrypted_key }).filter(
            ([, value]) => value !== undefined,
          ),
        )
        if (payload !== undefined) return { payload, signatures: Array(copies).fill(entry) }
        const { protected: _, ...recipient } = entry
        return { ...rest, protected: head, recipients: Array(copies).fill(recipient) }
      },
  ),
)

/** What nobody protects may be anything; the content may not. */
function jsonForms(kind: string, tokens: readonly GoodToken[]): fc.Arbitrary<Case> {
  const edits = fc.array(edit, { minLength: 1, maxLength: 3 })
  return fc.tuple(fc.constantFrom(...tokens), edits).map(([good, changes]) => {
    const token = changes.reduce<unknown>((json, change) => change(json as Json), good.json)
    return shown({
      kind: `${kind}, JSON`,
      input: { good: good.title, token },
      isAble: good.isAble,
      call: (o) => good.read(o, token),
      fault: (value) => (value === content ? undefined : 'accepts content that was not written'),
    })
  })
}

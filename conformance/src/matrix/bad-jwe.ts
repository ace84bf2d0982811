import { segment } from '../suites/craft.ts'
import { craftJwe, flattened, secretOf } from '../suites/jwe-craft.ts'
import { readings } from './bad-encryption.ts'
import { ofCrafts } from './bad-jwe-headers.ts'
import type { BadInput } from './verdicts.ts'

const key = secretOf(32)

/** Tokens that have not the shape of a JWE (RFC 7516 §7). */
export function badJwes(): readonly BadInput[] {
  return [...shapes(), ...jsonForms()]
}

function shapes(): readonly BadInput[] {
  const change = (parts: readonly string[]): readonly unknown[] => {
    const token = parts.join('.')
    return [
      ...[0, 1, 2, 3, 4].map((count) => parts.slice(0, count).join('.')),
      ...['.', '.AAAA', '=', ' ', '\n', 'é'].map((more) => token + more),
      ...parts.flatMap((part, at) =>
        [`${part}=`, ` ${part}`, `${part}+`, `${part}A`].map((text) =>
          parts.map((old, index) => (index === at ? text : old)).join('.'),
        ),
      ),
      ...['....', '.....', {}, [], 5, null, { ciphertext: 'AAAA' }, { payload: '', signatures: [] }],
      new Uint8Array(20),
      parts.map((part, at) => (at === 1 ? segment(secretOf(40)) : part)).join('.'),
    ]
  }
  return [fromToken('a JWE that has another shape', (token) => change(token.split('.')))]
}

function jsonForms(): readonly BadInput[] {
  const entry = { encrypted_key: segment(secretOf(40)), header: { alg: 'A256KW' } }
  const outside = { protected: segment('{"enc":"A256GCM"}') }
  const forms: { readonly [what: string]: (json: { readonly [member: string]: unknown }) => readonly unknown[] } = {
    'a name in two places': (json) => [
      ...['header', 'unprotected'].flatMap((place) => [
        { ...json, [place]: { alg: 'dir' } },
        { ...json, [place]: { enc: 'A256GCM' } },
        { ...json, [place]: { zip: 'DEF' } },
        { ...json, [place]: { crit: ['x'], x: 1 } },
      ]),
      { ...json, header: { x: 1 }, unprotected: { x: 1 } },
    ],
    'recipients that are none, are for another form, or are twice the same': (json) => [
      ...[[], {}, null, [null], [[]], [{}, {}], ['x']].map((recipients) => ({ ...json, recipients })),
      { ...json, header: {}, recipients: [{}] },
      { ...json, encrypted_key: 'AAAA' },
      { ...json, ...outside, recipients: [entry, entry] },
      { ...json, ...outside, recipients: [{ header: { alg: 'dir' } }, entry] },
      { ...json, ...outside, recipients: [entry, { header: { alg: 'dir' } }] },
      { ...json, ...outside, recipients: [{ header: { alg: 'A256KW', enc: 'A256GCM' } }, entry] },
      { ...json, ...outside, recipients: Array(101).fill(entry) },
    ],
    'members of another type, or missing': (json) => [
      ...['protected', 'iv', 'ciphertext', 'tag', 'aad', 'encrypted_key', 'header', 'unprotected'].flatMap((member) =>
        [null, 5, {}, [], true, ''].flatMap((value) =>
          // These two are objects, and an empty encrypted key is as good as none.
          (member === 'header' || member === 'unprotected') && value !== null && typeof value === 'object'
            ? []
            : member === 'encrypted_key' && value === ''
              ? []
              : [{ ...json, [member]: value }],
        ),
      ),
      ...['protected', 'iv', 'ciphertext', 'tag'].map((member) => ({ ...json, [member]: undefined })),
    ],
    'additional data that were not there': (json) => [
      { ...json, aad: 'AAAA' },
      { ...json, aad: 'A' },
    ],
  }
  return Object.entries(forms).map(([what, change]) =>
    fromToken(`a JWE as JSON: ${what}`, (token) => change(flattened(token))),
  )
}

function fromToken(title: string, tokens: (token: string) => readonly unknown[]): BadInput {
  return {
    ...ofCrafts(title, [], key),
    prepare: async (first) => {
      const bad = tokens(await craftJwe(first, { header: { alg: 'dir', enc: 'A256GCM' } }))
      return (o) => bad.flatMap((each) => readings(o, each, key, {}))
    },
  }
}

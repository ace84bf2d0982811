import { base64url } from '@jose/core'
import fc from 'fast-check'
import { characters, names, values } from './hostile.ts'

/** A change of a text, which may by chance change nothing. */
export type Change = (text: string) => string

const place = fc.nat(10_000)
const few = fc.integer({ min: 1, max: 24 })

/** Where in something of that length a number falls. */
const within = (length: number, number: number): number => (length === 0 ? 0 : number % length)

/** Of the text as it stands. */
const ofText: fc.Arbitrary<Change> = fc.oneof(
  fc.tuple(place, fc.nat(6)).map(
    ([at, bit]): Change =>
      (text) => {
        const index = within(text.length, at)
        return spliced(text, index, 1, String.fromCharCode(text.charCodeAt(index) ^ (1 << bit)))
      },
  ),
  fc.tuple(place, characters).map(
    ([at, more]): Change =>
      (text) =>
        spliced(text, within(text.length + 1, at), 0, more),
  ),
  fc.tuple(place, few).map(
    ([at, count]): Change =>
      (text) =>
        spliced(text, within(text.length, at), count, ''),
  ),
  fc.tuple(place, few).map(
    ([at, count]): Change =>
      (text) => {
        const index = within(text.length, at)
        return spliced(text, index, 0, text.slice(index, index + count))
      },
  ),
  place.map(
    (at): Change =>
      (text) =>
        text.slice(0, within(text.length, at)),
  ),
  place.map(
    (at): Change =>
      (text) =>
        text.slice(within(text.length, at)),
  ),
  fc.constantFrom<Change>(
    (text) => text.toLowerCase(),
    (text) => text.toUpperCase(),
    (text) => text + text,
    (text) => `${text}.${text}`,
    (text) => escaped(`${text} `),
    (text) => JSON.stringify(text),
    (text) => base64url.encode(text),
    (text) => [...text].reverse().join(''),
  ),
)

/** Of the octets that base64url stands for. */
const ofOctets: fc.Arbitrary<(octets: Uint8Array) => Uint8Array> = fc.oneof(
  fc.tuple(place, fc.nat(7)).map(([at, bit]) => (octets: Uint8Array) => {
    const index = within(octets.length, at)
    return octets.map((octet, each) => (each === index ? octet ^ (1 << bit) : octet))
  }),
  fc.tuple(place, fc.nat(255)).map(([at, octet]) => (octets: Uint8Array) => {
    const index = within(octets.length + 1, at)
    return Uint8Array.of(...octets.slice(0, index), octet, ...octets.slice(index))
  }),
  fc.tuple(place, few).map(([at, count]) => (octets: Uint8Array) => {
    const index = within(octets.length, at)
    return Uint8Array.of(...octets.slice(0, index), ...octets.slice(index + count))
  }),
  place.map((at) => (octets: Uint8Array) => octets.slice(0, within(octets.length, at))),
  fc.uint8Array({ maxLength: 48 }).map((other) => () => other),
  fc.constantFrom(
    (octets: Uint8Array) => new Uint8Array(octets.length),
    (octets: Uint8Array) => new Uint8Array(octets.length).fill(255),
    (octets: Uint8Array) => octets.slice().reverse(),
    (octets: Uint8Array) => Uint8Array.of(...octets, ...octets),
    (octets: Uint8Array) => Uint8Array.of(0, ...octets),
  ),
)

/** Of how a segment is spelt, the octets being the same. */
const ofSpelling: fc.Arbitrary<Change> = fc.constantFrom<Change>(
  (segment) => segment + '==='.slice((segment.length + 3) % 4),
  (segment) => `${segment}=`,
  (segment) => segment.replace(/-/g, '+').replace(/_/g, '/'),
  (segment) => segment.replace(/.{1,64}/g, '$&\n'),
  (segment) => Buffer.from(segment, 'base64url').toString('hex'),
  (segment) => segment.replace(/.$/, (last) => alphabet[alphabet.indexOf(last) ^ 1] ?? last),
  (segment) => ` ${segment}`,
  () => '',
  (segment) => escaped(segment),
)

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** Of the members of the JSON in a segment; another segment stays as it is. */
const ofMembers: fc.Arbitrary<Change> = fc.oneof(
  fc.tuple(names, values).map(([name, value]): Change => ofJson((object) => ({ ...object, ...own(name, value) }))),
  place.map(
    (at): Change => ofJson((object) => without(object, Object.keys(object)[within(Object.keys(object).length, at)])),
  ),
  fc.tuple(place, values).map(
    ([at, value]): Change =>
      ofJson((object) => {
        const name = Object.keys(object)[within(Object.keys(object).length, at)]
        return name === undefined ? object : { ...object, ...own(name, value) }
      }),
  ),
  fc.constantFrom<Change>(
    ofJson((object) => Object.fromEntries(Object.entries(object).reverse())),
    inJson((text) => `${text} `),
    inJson((text) => `\ufeff${text}`),
    inJson((text) => text.replace('{', '{"alg":"HS256",')),
    inJson((text) => text.replace(/^\{(.*)\}$/s, '{$1,$1}')),
    inJson((text) => text.replace(/"(.)/, (_, letter: string) => `"\\u00${letter.charCodeAt(0).toString(16)}`)),
    inJson((text) => text.replace('"', '"\\ud800')),
  ),
)

const ofSegment: fc.Arbitrary<Change> = fc.oneof(
  ofText,
  ofOctets.map(
    (change): Change =>
      (segment) =>
        base64url.encode(change(Uint8Array.from(Buffer.from(segment, 'base64url')))),
  ),
  ofSpelling,
  ofMembers,
)

/** Of one of the segments, or of what their order is. */
const ofSegments: fc.Arbitrary<Change> = fc.oneof(
  {
    arbitrary: fc.tuple(fc.nat(4), ofSegment).map(
      ([at, change]): Change =>
        (token) => {
          const parts = token.split('.')
          const index = within(parts.length, at)
          return parts.map((part, each) => (each === index ? change(part) : part)).join('.')
        },
    ),
    weight: 8,
  },
  {
    arbitrary: fc.tuple(fc.nat(4), fc.nat(4)).map(
      ([one, other]): Change =>
        (token) => {
          const parts = token.split('.')
          const [from, to] = [within(parts.length, one), within(parts.length, other)]
          return parts.map((part, each) => (each === from ? parts[to] : each === to ? parts[from] : part)).join('.')
        },
    ),
    weight: 1,
  },
  {
    arbitrary: fc.nat(4).map(
      (at): Change =>
        (token) => {
          const parts = token.split('.')
          return parts.filter((_, each) => each !== within(parts.length, at)).join('.')
        },
    ),
    weight: 1,
  },
)

/** One to three changes of a compact token. */
export const tokenChange: fc.Arbitrary<Change> = fc
  .array(fc.oneof({ arbitrary: ofSegments, weight: 3 }, { arbitrary: ofText, weight: 1 }), {
    minLength: 1,
    maxLength: 3,
  })
  .map((changes) => (token) => changes.reduce((text, change) => change(text), token))

/** One change of any text. */
export const textChange: fc.Arbitrary<Change> = ofText

/** One change of what a segment holds. */
export const segmentChange: fc.Arbitrary<Change> = ofSegment

/** As in an address, which has no lone surrogates. */
function escaped(text: string): string {
  return encodeURIComponent(text.toWellFormed())
}

function ofJson(change: (object: { readonly [member: string]: unknown }) => object): Change {
  return inJson((text) => JSON.stringify(change(JSON.parse(text))))
}

function inJson(change: Change): Change {
  return (segment) => {
    const text = Buffer.from(segment, 'base64url').toString()
    if (!/^\{.*\}$/s.test(text)) return segment
    try {
      return Buffer.from(change(text)).toString('base64url')
    } catch {
      return segment
    }
  }
}

/** An own member, whatever its name. */
export function own(name: string, value: unknown): object {
  return Object.fromEntries([[name, value]])
}

function without(object: object, name: string | undefined): object {
  return Object.fromEntries(Object.entries(object).filter(([each]) => each !== name))
}

function spliced(text: string, at: number, count: number, more: string): string {
  return text.slice(0, at) + more + text.slice(at + count)
}

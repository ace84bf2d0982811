// Where one form of an encoding ends and the next begins, and which of two reasons a text is refused for.
import { describe, expect, it } from 'vitest'
import { languageCodec } from '../src/encoding/codec.ts'
import { parseJson } from '../src/encoding/json.ts'

const refuse = (reason: string): Error => new Error(reason)

describe('UTF-8, where a character takes one octet more', () => {
  it.each([
    ['7f', 0x7f],
    ['80', 0x80],
    ['7ff', 0x7ff],
    ['800', 0x800],
    ['d7ff', 0xd7ff],
    ['e000', 0xe000],
    ['ffff', 0xffff],
    ['10000', 0x10000],
  ])('U+%s agrees with the runtime', (_, code) => {
    const text = String.fromCodePoint(code)
    const bytes = new TextEncoder().encode(text)
    expect(languageCodec.utf8Encode(text)).toEqual(bytes)
    expect(languageCodec.utf8Decode(bytes)).toBe(text)
  })

  it('the last of the surrogates is no character either', () => {
    for (const lone of ['\udbff', '\udc00', '\udfff'])
      expect(languageCodec.utf8Encode(lone)).toEqual(new TextEncoder().encode('\ufffd'))
  })

  it('a text may have more characters than a call has arguments', () => {
    const bytes = new Uint8Array(1_000_000).fill(0x61)
    expect(languageCodec.utf8Decode(bytes) === 'a'.repeat(1_000_000)).toBe(true)
  })
})

describe('base64url of text, by the language alone', () => {
  it('is the text again', () => {
    for (const text of ['', 'text', 'é😀']) {
      const encoded = Buffer.from(text).toString('base64url')
      expect(languageCodec.base64urlEncodeText(text)).toBe(encoded)
      expect(languageCodec.base64urlDecodeText(encoded)).toBe(text)
    }
  })

  it('is nothing of what is not canonical, or not UTF-8', () => {
    for (const wrong of ['AB', 'AA==', '_w']) expect(languageCodec.base64urlDecodeText(wrong)).toBe(undefined)
  })
})

describe('JSON', () => {
  const limits = { depth: 4, members: 5 }
  it.each([
    ['that is cut off is no JSON, as deep as is allowed', '[[[[', 'is not JSON'],
    ['that is cut off where it is too deep is too deep: some engines read no further', '[[[[[', 'is nested too deeply'],
    ['with members beside what is too deep is too deep', '[[[[[]]]],{"a":1,"b":2}]', 'is nested too deeply'],
  ])('%s', (_what, text, reason) => {
    expect(() => parseJson(text, limits, refuse)).toThrow(reason)
  })

  it('has values that are no text beside what is escaped', () => {
    const text = '{"a":"\\u0061","b":null,"c":[1,true,null]}'
    expect(parseJson(text, limits, refuse)).toEqual({ a: 'a', b: null, c: [1, true, null] })
  })
})

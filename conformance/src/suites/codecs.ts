import { base64url, type Codec } from '@jose/core'
import { equal } from '../assert.ts'
import type { Operations } from '../modes.ts'
import { skip } from '../skip.ts'
import type { Suite } from '../suite.ts'

/** The text encodings of a backend that brings its own: as strict as core's. */
export const codecs: Suite = (o, it) => {
  it('base64url both ways, exactly', () => {
    const codec = codecOf(o)
    for (let length = 0; length < 70; length++) {
      const octets = Uint8Array.from({ length }, (_, index) => (index * 151 + length * 7) & 255)
      const expected = base64url.encode(octets)
      equal(codec.base64urlEncode(octets), expected)
      equal(Array.from(codec.base64urlDecode(expected) ?? []), Array.from(octets))
      equal(codec.base64urlEncode(octets.subarray(1)), base64url.encode(octets.slice(1)), 'part of other memory')
    }
    const long = 'QUFB'.repeat(40_000)
    equal(codec.base64urlDecode(long)?.length, 120_000)
    equal(codec.base64urlDecodeText(long)?.length, 120_000)
  })
  it('what is no canonical base64url is undefined', () => {
    const codec = codecOf(o)
    const bad = [
      'A',
      'AQ=',
      'AQ==',
      'AR',
      'AQJ',
      'A_',
      'AQ\n',
      ' AQ',
      'A Q',
      '\tAQ',
      'AQ\u0000',
      '+AAA',
      '/AAA',
      'A+AA',
      'A/A',
    ]
    const more = [
      'AA.A',
      'AA,A',
      '!',
      '=',
      '====',
      'AAAAA',
      '%41%41',
      'ＡＡＡＡ',
      'AAA\u0141',
      '\u{1f389}',
      '\ud800AAA',
    ]
    const long = 'QUFB'.repeat(20_000)
    const longer = [`${long}=`, `${long}A`, `${long}\n`, `${long.slice(1)}\u0141`, `+${long.slice(1)}`, `${long}AB`]
    for (const each of [...bad, ...more, ...longer]) {
      equal(codec.base64urlDecode(each), undefined, 'octets')
      equal(codec.base64urlDecodeText(each), undefined, 'text')
    }
  })
  it('UTF-8 both ways; what is none is undefined, and a lone surrogate becomes U+FFFD', () => {
    const codec = codecOf(o)
    for (const each of [
      '',
      'a',
      'Zoë',
      '日本',
      '\u{1f389}',
      '\ufffd',
      '\ufeffx',
      '\u0000',
      '\uffff',
      'é'.repeat(9000),
    ]) {
      const encoded = base64url.encode(each)
      equal(Array.from(codec.utf8Encode(each)), Array.from(base64url.decode(encoded)))
      equal(codec.utf8Decode(base64url.decode(encoded)), each)
      equal([codec.base64urlEncodeText(each), codec.base64urlDecodeText(encoded)], [encoded, each])
    }
    equal(Array.from(codec.utf8Encode('a\ud800b')), [0x61, 0xef, 0xbf, 0xbd, 0x62])
    const bad = [
      [0x80],
      [0xc3],
      [0xc3, 0x28],
      [0xc0, 0xaf],
      [0xed, 0xa0, 0x80],
      [0xf4, 0x90, 0x80, 0x80],
      [0xff],
      [0xe2, 0x82],
    ]
    for (const octets of bad.map((each) => Uint8Array.of(0x61, ...each))) {
      equal(codec.utf8Decode(octets), undefined)
      equal(codec.base64urlDecodeText(base64url.encode(octets)), undefined)
    }
  })
}

function codecOf({ backend }: Operations): Codec {
  return backend.codec ?? skip(`${backend.name} has no codec of its own`)
}

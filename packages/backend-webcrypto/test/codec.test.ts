import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createCodec, type TextRuntime } from '../src/codec.ts'

interface Options {
  readonly alphabet?: string
  readonly omitPadding?: boolean
}

/** A stand-in for the newest runtimes: base64 of ECMAScript 2026, lenient where that is, and the other alphabet if not told. */
class Newest extends Uint8Array {
  static fromBase64(text: string, { alphabet }: Options): Uint8Array {
    const plain = text.replace(/[ \t\n\f\r]/g, '')
    const digits = nameOf(alphabet) === 'base64' ? /^[A-Za-z0-9+/]*={0,2}$/ : /^[\w-]*={0,2}$/
    if (!digits.test(plain) || plain.replace(/=/g, '').length % 4 === 1) throw new SyntaxError('not base64')
    return new Uint8Array(Buffer.from(plain, 'base64url'))
  }

  toBase64({ alphabet, omitPadding = false }: Options): string {
    const text = Buffer.from(this).toString(nameOf(alphabet))
    return omitPadding ? text.replace(/=+$/, '') : text.padEnd(4 * Math.ceil(text.length / 4), '=')
  }
}

function nameOf(alphabet = 'base64'): 'base64' | 'base64url' {
  if (alphabet !== 'base64' && alphabet !== 'base64url') throw new TypeError('no such alphabet')
  return alphabet
}

/** Octets of that runtime are of its `Uint8Array`. */
class NewestEncoder {
  encode(text: string): Newest {
    return new Newest(new TextEncoder().encode(text))
  }
}

const runtimes: readonly (readonly [string, TextRuntime])[] = [
  ['tables', { TextEncoder, TextDecoder, Uint8Array } as unknown as TextRuntime],
  ['what is newest', { TextEncoder: NewestEncoder, TextDecoder, Uint8Array: Newest } as unknown as TextRuntime],
  ['what is here', globalThis as unknown as TextRuntime],
]

describe.each(runtimes)('the codec by %s', (_, runtime) => {
  const codec = createCodec(runtime)
  if (codec === undefined) throw new Error('no codec')
  const own = (bytes: Uint8Array): Uint8Array => runtime.Uint8Array.from(bytes)

  it('writes and reads what node does', () => {
    for (let length = 0; length < 300; length++) {
      const bytes = new Uint8Array(randomBytes(length))
      const text = Buffer.from(bytes).toString('base64url')
      expect(codec.base64urlEncode(own(bytes))).toBe(text)
      expect(codec.base64urlDecode(text)).toEqual(bytes)
      expect(codec.base64urlDecode(text)?.constructor).toBe(Uint8Array)
    }
    const long = own(randomBytes(100_000))
    expect(codec.base64urlDecode(codec.base64urlEncode(long))).toEqual(new Uint8Array(long))
    expect(codec.base64urlEncode(long.subarray(3, 10))).toBe(Buffer.from(long.subarray(3, 10)).toString('base64url'))
  })

  it('reads only the one spelling of octets', () => {
    const wrong = [
      'A',
      'AB',
      'AAB',
      'QQ==',
      'QQ=',
      'Q Q',
      'QQ ',
      ' QQ',
      'QUF\n',
      'QUFB\n',
      'Q\u0151',
      'QU\u0141',
      '+/+/',
      'AA+A',
      'AA/A',
    ]
    const more = [
      'AA.A',
      'AA AA',
      'AAAA AA',
      'AA\u0000A',
      'A\u00e9AA',
      '\ud83d\ude00',
      'AAAA====',
      '====',
      '=',
      ' ',
      '    ',
      'AAA ',
      'AAAAA',
    ]
    for (const text of [...wrong, ...more]) expect(codec.base64urlDecode(text), JSON.stringify(text)).toBe(undefined)
    for (let code = 0; code < 0x180; code++) {
      const text = `AA${String.fromCharCode(code)}A`
      expect(codec.base64urlDecode(text) !== undefined, JSON.stringify(text)).toBe(/^[\w-]*$/.test(text))
    }
  })

  it('reads long texts as strictly, to their last character', () => {
    for (const length of [8188, 8192, 8196, 16384]) {
      const text = 'QUFB'.repeat(length / 4)
      expect(codec.base64urlDecode(text)).toEqual(new Uint8Array(length * 0.75).fill(0x41))
      for (const end of ['é', '\u0141', '\u4e00', '='])
        for (const at of [length - 1, length - 2, 4095, 0])
          expect(codec.base64urlDecode(`${text.slice(0, at)}${end}${text.slice(at + 1)}`), `${end} at ${at}`).toBe(
            undefined,
          )
    }
  })

  it('UTF-8: strict, with a BOM kept, and U+FFFD for lone surrogates', () => {
    expect(codec.utf8Decode(codec.utf8Encode('\ufeffé😀'))).toBe('\ufeffé😀')
    expect(codec.utf8Decode(codec.utf8Encode('a\ud800b'))).toBe('a\ufffdb')
    for (const octets of [[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xe2, 0x82], [0xf4, 0x90, 0x80, 0x80]]) {
      expect(codec.utf8Decode(Uint8Array.from(octets))).toBe(undefined)
      expect(codec.base64urlDecodeText(Buffer.from(octets).toString('base64url'))).toBe(undefined)
    }
    expect(codec.base64urlEncodeText('é😀')).toBe(Buffer.from('é😀').toString('base64url'))
    expect(codec.base64urlDecodeText('w6nwn5iA')).toBe('é😀')
    expect(codec.base64urlDecodeText('w6n')).toBe(undefined)
  })
})

/** As of an engine that has no strict decoder. */
class Lenient {
  constructor(_label: string, { fatal }: { readonly fatal: boolean }) {
    if (fatal) throw new RangeError('fatal is not supported')
  }
}

it.each([
  ['a TextEncoder', { TextDecoder }],
  ['a TextDecoder', { TextEncoder }],
  ['a strict TextDecoder', { TextEncoder, TextDecoder: Lenient }],
])('there is none without %s', (_what, encodings) => {
  expect(createCodec({ ...encodings, Uint8Array } as unknown as TextRuntime)).toBe(undefined)
})

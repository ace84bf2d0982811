import { runInNewContext } from 'node:vm'
import { describe, expect, it, vi } from 'vitest'
import { decodeBase64, encodeBase64 } from '../src/encoding/base64.ts'
import { isCanonical } from '../src/encoding/base64url.ts'
import {
  alone,
  asciiBytes,
  bitLength,
  concat,
  copyOfBytes,
  equalBytes,
  equalInConstantTime,
  fromBigInt,
  isBytes,
  toBigInt,
  trimZeros,
} from '../src/encoding/bytes.ts'
import { base64url, languageCodec } from '../src/encoding/codec.ts'
import { depthOf, parseJson, stringifyJson } from '../src/encoding/json.ts'
import { isWellFormed } from '../src/encoding/utf8.ts'

const refuse = (reason: string): Error => new Error(reason)

describe('base64url', () => {
  it('agrees with the runtime for every length and remainder', () => {
    for (let length = 0; length < 70; length++) {
      const bytes = Uint8Array.from({ length }, (_, index) => (index * 89 + length * 7) & 0xff)
      const text = Buffer.from(bytes).toString('base64url')
      expect(base64url.encode(bytes)).toBe(text)
      expect(base64url.decode(text)).toEqual(bytes)
    }
  })

  it.each(['A', 'AAAAA', 'AA==', 'AA=', 'AA\n', ' AA', 'A+A', 'A/A', 'AB', 'AAB', 'ŁAAA', 'AAA\u0141', '\u0000AAA'])(
    'refuses %j, which is not canonical',
    (text) => {
      expect(() => base64url.decode(text)).toThrow(expect.objectContaining({ code: 'ERR_BASE64URL' }))
      expect([isCanonical(text), isCanonical('AA-_'), isCanonical('')]).toEqual([false, true, true])
    },
  )

  it.each([[5], [null], [undefined], [{ length: 4 }], [['A', 'A']], [Uint8Array.of(65, 65)]])(
    'decodes a text and nothing else: not %o',
    (other) => {
      expect(() => base64url.decode(other as never)).toThrow(expect.objectContaining({ code: 'ERR_BASE64URL' }))
    },
  )

  it('agrees with the runtime for more octets than go into one call', () => {
    for (const length of [6140, 6141, 6142, 20_000]) {
      const bytes = Uint8Array.from({ length }, (_, index) => (index * 89) & 0xff)
      const text = Buffer.from(bytes).toString('base64url')
      expect(base64url.encode(bytes) === text).toBe(true)
      expect(Buffer.compare(base64url.decode(text), bytes)).toBe(0)
      const wrong = text.slice(0, 5000).concat('ÿ', text.slice(5001))
      expect(() => base64url.decode(wrong)).toThrow(expect.objectContaining({ code: 'ERR_BASE64URL' }))
    }
  })

  it('encodes text as UTF-8', () => {
    expect(base64url.encode('hello')).toBe('aGVsbG8')
    expect(base64url.decode('aGVsbG8')).toHaveLength(5)
  })
})

describe('UTF-8', () => {
  const texts = ['', 'ascii', 'é', '€', '😀', '\ufeffbom', '\u0000', `${'x'.repeat(9000)}😀`, '\ufffd', '\u{10ffff}']
  it.each(texts)('agrees with the runtime (%#)', (text) => {
    const bytes = new TextEncoder().encode(text)
    expect(languageCodec.utf8Encode(text)).toEqual(bytes)
    expect(languageCodec.utf8Decode(bytes)).toBe(text)
  })

  it('writes U+FFFD for a lone surrogate, like the runtime', () => {
    for (const text of ['\ud800', 'a\udc00b', '\ud83d\ud83d\ude00']) {
      expect(languageCodec.utf8Encode(text)).toEqual(new TextEncoder().encode(text))
      expect(isWellFormed(text)).toBe(false)
    }
    expect(isWellFormed('😀')).toBe(true)
  })

  it('accepts exactly what a fatal TextDecoder accepts, for all two octets and for the edges of longer forms', () => {
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
    const verdict = (bytes: Uint8Array): string | undefined => {
      try {
        return decoder.decode(bytes)
      } catch {
        return undefined
      }
    }
    const edges = [0x00, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xff]
    for (let first = 0; first < 256; first++) {
      for (let second = 0; second < 256; second++) {
        const tails =
          first < 0xe0 ? [[]] : edges.flatMap((third) => [[third], ...edges.map((fourth) => [third, fourth])])
        for (const tail of edges.includes(second) ? tails : [[]]) {
          const bytes = Uint8Array.of(first, second, ...tail)
          const found = languageCodec.utf8Decode(bytes)
          if (found !== verdict(bytes)) throw new Error(`differs for ${bytes}`)
        }
      }
    }
  })
})

describe('JSON', () => {
  const limits = { depth: 4, members: 5 }
  it.each([
    ['{"a":1,"a":2}', 'has duplicate members'],
    ['{"a":1,"\\u0061":2}', 'has duplicate members'],
    ['{"x":{"__proto__":1,"__proto__":2}}', 'has duplicate members'],
    ['[{"a":1},{"b":1 , "b" : 2}]', 'has duplicate members'],
    ['{"a":"\\ud800"}', 'has a lone surrogate'],
    ['{"\\udc00":1}', 'has a lone surrogate'],
    ['[[[[[]]]]]', 'is nested too deeply'],
    ['{"a":1,"b":1,"c":1,"d":1,"e":1,"f":1}', 'has too many members'],
    ['{"a":1}x', 'is not JSON'],
    ['\ufeff{}', 'is not JSON'],
    ["{'a':1}", 'is not JSON'],
  ])('refuses %s: %s', (text, reason) => {
    expect(() => parseJson(text, limits, refuse)).toThrow(reason)
  })

  it.each([
    '{"a":":","b":"\\":","c":"\\\\"}',
    '{"a":"{\\"b\\":1}"}',
    '{"a" : "\\\\\\":" }',
    '{"__proto__":1,"constructor":2}',
    '"\\ud83d\\ude00"',
    '[[[[]]]]',
  ])('accepts %s', (text) => {
    expect(parseJson(text, limits, refuse)).toEqual(JSON.parse(text))
  })

  it.each([
    ['the language has it since ES2019', JSON.stringify],
    ['Hermes has it', (value: unknown) => `{"a":"${(value as { a: string }).a}"}`],
  ])('does not write a lone surrogate, as %s', (_engine, stringify) => {
    const spied = vi.spyOn(JSON, 'stringify').mockImplementation(stringify as never)
    try {
      expect(() => stringifyJson({ a: '\ud800' }, refuse)).toThrow('has a lone surrogate')
      expect(stringifyJson({ a: '\ud83d\ude00' }, refuse)).toBe('{"a":"\ud83d\ude00"}')
    } finally {
      spied.mockRestore()
    }
  })

  it('finds the depth of a text without parsing it', () => {
    expect(depthOf('{"a":[{"b":"[[[["}]}')).toBe(3)
    expect(depthOf('['.repeat(10_000))).toBe(10_000)
  })
})

describe('integers', () => {
  it('go to octets and back', () => {
    for (const value of [0n, 1n, 255n, 256n, 2n ** 64n - 1n, 2n ** 521n])
      expect(toBigInt(fromBigInt(value))).toBe(value)
    expect(fromBigInt(1n, 4)).toEqual(Uint8Array.of(0, 0, 0, 1))
    expect([fromBigInt(0n), fromBigInt(0x1234n), fromBigInt(0x123n, 1)]).toEqual([
      Uint8Array.of(0),
      Uint8Array.of(0x12, 0x34),
      Uint8Array.of(1, 0x23),
    ])
    expect([toBigInt(Uint8Array.of(0, 1, 0)), toBigInt(Uint8Array.of())]).toEqual([256n, 0n])
    expect(bitLength(Uint8Array.of(0, 1, 0))).toBe(9)
    expect(bitLength(Uint8Array.of(0x80))).toBe(8)
    expect(bitLength(Uint8Array.of(0, 0))).toBe(0)
  })

  it('leading zero octets go, and one is left of a zero', () => {
    for (const [given, trimmed] of [
      [
        [0, 0, 1, 0],
        [1, 0],
      ],
      [
        [1, 0],
        [1, 0],
      ],
      [[0, 0], [0]],
      [[0], [0]],
      [[], []],
    ] as const)
      expect(trimZeros(Uint8Array.from(given))).toEqual(Uint8Array.from(trimmed))
  })
})

it('octets are compared by length and content', () => {
  const octets = Uint8Array.of(1, 2, 3)
  expect(equalInConstantTime(octets, Uint8Array.of(1, 2, 3))).toBe(true)
  for (const other of [[1, 2], [1, 2, 3, 0], [1, 2, 4], [0, 2, 3], []]) {
    expect(equalInConstantTime(octets, Uint8Array.from(other))).toBe(false)
  }
})

describe('base64 with padding', () => {
  it('agrees with the runtime for every length and all characters', () => {
    for (let length = 0; length < 50; length++) {
      const bytes = Uint8Array.from({ length }, (_, index) => (index * 89 + 251) & 0xff)
      const text = Buffer.from(bytes).toString('base64')
      expect(encodeBase64(bytes)).toBe(text)
      expect(decodeBase64(text)).toEqual(bytes)
    }
    expect(encodeBase64(Uint8Array.of(0xfb, 0xff, 0xfe, 0xfb, 0xff, 0xbf))).toBe('+//++/+/')
    expect(decodeBase64('+//++/+/')).toEqual(Uint8Array.of(0xfb, 0xff, 0xfe, 0xfb, 0xff, 0xbf))
  })

  it.each(['AA', 'AAA', 'AA=', 'A===', '====', 'AA==AAAA', 'AB==', 'AAB=', '-_==', 'AAA-', 'AAA_', 'AAA\n', 'AA==\n'])(
    'refuses %j',
    (text) => expect(decodeBase64(text)).toBe(undefined),
  )
})

describe('octets', () => {
  it('stand one behind the other', () => {
    expect(concat()).toEqual(new Uint8Array(0))
    expect(concat(Uint8Array.of(1, 2), Uint8Array.of(), Uint8Array.of(3))).toEqual(Uint8Array.of(1, 2, 3))
  })

  it('come into memory of their own, unless it is', () => {
    const memory = Uint8Array.of(0, 1, 2, 3)
    expect(alone(memory).buffer).toBe(memory.buffer)
    expect(alone(memory)).toEqual(memory)
    for (const part of [memory.subarray(1), memory.subarray(0, 3), memory.subarray(1, 2)]) {
      expect(alone(part)).toEqual(Uint8Array.from(part))
      expect(alone(part).buffer.byteLength).toBe(part.length)
    }
    expect(Buffer.isBuffer(alone(Buffer.from('text')))).toBe(false)
  })

  it('are the same by length and content', () => {
    const octets = Uint8Array.of(1, 2)
    expect(equalBytes(octets, Uint8Array.of(1, 2))).toBe(true)
    for (const other of [[], [1], [1, 2, 3], [1, 3], [2, 2]])
      expect(equalBytes(octets, Uint8Array.from(other))).toBe(false)
  })

  it('are a Uint8Array of any realm, and no other view', () => {
    for (const bytes of [new Uint8Array(1), Buffer.alloc(1), runInNewContext('new Uint8Array(1)')])
      expect(isBytes(bytes)).toBe(true)
    const dressed = { [Symbol.toStringTag]: 'Uint8Array' }
    const others = [new Uint16Array(1), new DataView(new ArrayBuffer(1)), new ArrayBuffer(1), [1], 'a', null, dressed]
    for (const other of others) expect(isBytes(other)).toBe(false)
  })

  it('are copied whatever their class, and nothing else is', () => {
    const [buffer, list] = [Buffer.from('ab'), [1]]
    const copy = copyOfBytes<Uint8Array>(buffer)
    buffer.fill(0)
    expect(copy).toEqual(Uint8Array.of(97, 98))
    expect(copyOfBytes(list)).toBe(list)
  })

  it('are those of ASCII', () => {
    expect(asciiBytes('AZ~')).toEqual(Uint8Array.of(65, 90, 126))
  })
})

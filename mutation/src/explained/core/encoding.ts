import type { Explained } from '../explained.ts'

export const ofEncoding: Explained = {
  'encoding/base64url.ts': {
    'what is written at no number is dropped': [
      [
        'for (let value = 0; value < characters.length; value++) table[characters.charCodeAt(value)] = value',
        ['value < characters.length', 'value <= characters.length'],
      ],
    ],
    'what is written behind the end of a Uint8Array is dropped: the condition saves time only': [
      ['if (index < bytes.length) {', ['index < bytes.length', 'true', 'index <= bytes.length']],
    ],
    'what is written behind the end of a Uint8Array is dropped': [
      [
        'for (; index + 2 < bytes.length; index += 3) {',
        ['index + 2 < bytes.length', 'index + 2 <= bytes.length'],
        ['index + 2', 'index - 2'],
      ],
      ['if (at < bytes.length) bytes[at++] = group >> 16', ['at < bytes.length', 'true', 'at <= bytes.length']],
      ['if (at < bytes.length) bytes[at] = group >> 8', ['at < bytes.length', 'true', 'at <= bytes.length']],
    ],
    'of no octets there is no text': [
      [
        'for (let start = 0; start < bytes.length; start += part) text += encodeBase64url(bytes.subarray(start, start + part))',
        ['start < bytes.length', 'start <= bytes.length'],
      ],
    ],
  },
  'encoding/bytes.ts': {
    'behind the end of both there is nothing, and that does not differ': [
      [
        'for (let index = 0; index < a.length; index++) difference |= (a[index] as number) ^ (b[index] as number)',
        ['index < a.length', 'index <= a.length'],
      ],
    ],
    'what is written behind the end of a Uint8Array is dropped': [
      [
        'for (let index = 0; index < text.length; index++) bytes[index] = text.charCodeAt(index)',
        ['index < text.length', 'index <= text.length'],
      ],
    ],
    'behind the end there is no 0': [
      [
        'while (first < bytes.length && bytes[first] === 0) first++',
        ['first < bytes.length', 'true', 'first <= bytes.length'],
      ],
    ],
    'a slice of all is as good': [['return first === 0 ? bytes : bytes.slice(first)', ['first === 0', 'false']]],
  },
  'encoding/der.ts': {
    'a second octet that is not there counts as 0xff': [
      [
        'if (first >= 0x80 || (first === 0 && content.length > 1 && second < 0x80)) throw malformed()',
        ['content.length > 1', 'true', 'content.length >= 1'],
      ],
    ],
  },
  'encoding/json.ts': {
    'a sum is odd where the difference is': [
      ['if ((end - slashes) % 2 === 0) return end', ['end - slashes', 'end + slashes']],
    ],
    'a number or a boolean has no members': [
      ["if (typeof value !== 'object' || value === null) return true", ["typeof value !== 'object'", 'false']],
    ],
    'what could not be written is undefined, and refused as that by the next line': [
      ['} catch {', ["{ throw refuse('cannot be written as JSON') }", '{}']],
    ],
  },
  'encoding/large.ts': {
    'nothing is copied once more, and the event loop turns once more': [
      [
        'for (let start = 0; start < piece.length; start += copied) {',
        ['start < piece.length', 'start <= piece.length'],
      ],
    ],
    'a codec that cannot decode into memory decodes, and its octets are copied there: it takes longer': [
      [
        'if (text.length < short || engine.codec.base64urlDecodeInto === undefined) {',
        ['engine.codec.base64urlDecodeInto === undefined', 'false'],
      ],
      [
        'if (codec.base64urlDecodeInto !== undefined) return codec.base64urlDecodeInto(text, target)',
        ['codec.base64urlDecodeInto !== undefined', 'false'],
      ],
    ],
    'small octets that are put together are a copy at once, too': [
      [
        'return octets.length <= copied || octets.byteLength === octets.buffer.byteLength',
        ['octets.length <= copied', 'false', 'octets.length < copied'],
      ],
    ],
    "the language's memory is as good: to fill it with zeros takes longer": [
      [
        'return codec.allocate === undefined ? new Uint8Array(length) : codec.allocate(length)',
        ['codec.allocate === undefined', 'true'],
      ],
    ],
    'of no text there are no octets': [
      [
        'for (let start = 0, offset = 0; start < text.length; start += characters, offset += piece) {',
        ['start < text.length', 'start <= text.length'],
      ],
    ],
  },
  'encoding/utf8.ts': {
    'how many units become text at a time changes nothing of it': [
      ['if (units.length > 4096) {', ['units.length > 4096', 'true', 'units.length >= 4096', 'units.length <= 4096']],
    ],
    'an octet that is not there does not continue a character, and is found so below': [
      [
        'if (first < 0xc2 || first > 0xf4 || index + more > bytes.length) return undefined',
        ['index + more > bytes.length', 'false'],
        ['index + more', 'index - more'],
      ],
    ],
  },
}

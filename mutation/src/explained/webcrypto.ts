import type { Explained } from './explained.ts'

export const ofWebcrypto: Explained = {
  'abilities.ts': {
    'what is known is not tried again: the condition saves time only': [
      ['if (answer === undefined) void probe(ability)', ['answer === undefined', 'true']],
    ],
    'what is thrown where there is no such method is caught': [
      [
        "return type.supports?.('generateKey', questions[ability][0]) === false",
        [
          "type.supports?.('generateKey', questions[ability][0])",
          "type.supports('generateKey', questions[ability][0])",
        ],
      ],
    ],
    'undefined denies nothing either': [['} catch {', ['{ return false }', '{}']]],
  },
  'cipher.ts': {
    'a copy costs time and memory, and changes nothing': [
      ['return withKey(source, key, primitive, ciphertext, run, true)', ['true', 'false']],
    ],
  },
  'codec.ts': {
    'digits from a table are the same, only slower': [
      [
        "typeof (runtime.Uint8Array.prototype as Native).toBase64 === 'function'",
        ["typeof (runtime.Uint8Array.prototype as Native).toBase64 === 'function'", 'false'],
        ["'function'", '""'],
      ],
    ],
    'octets by a table are the same, only slower': [
      [
        "typeof runtime.Uint8Array.fromBase64 === 'function'",
        ["typeof runtime.Uint8Array.fromBase64 === 'function'", 'false'],
        ["'function'", '""'],
      ],
    ],
    'what returns nothing answers undefined too': [['} catch {', ['{ return undefined }', '{}']]],
    'NaN is no place in a Uint8Array: what is written there is dropped': [
      [
        'for (let value = 0; value < characters.length; value++) table[characters.charCodeAt(value)] = value',
        ['value < characters.length', 'value <= characters.length'],
      ],
    ],
    'what is written behind the end of a Uint8Array is dropped': [
      ['else if (text.length - whole === 3) {', ['text.length - whole === 3', 'true']],
    ],
  },
  'deflate.ts': {
    'a piece of no octets, written last, changes nothing': [
      [
        'for (let start = 0; start < octets.length; start += pieceLength)',
        ['start < octets.length', 'start <= octets.length'],
      ],
    ],
  },
  'keys.ts': {
    'nobody asks for an ability that has no name: the condition is for the compiler': [
      ['if (ability !== undefined) abilities.learn(ability)', ['ability !== undefined', 'true']],
    ],
    'RSA depends on no ability, by whatever name': [
      [
        "return kind.kty === 'RSA' ? 'RSA' : kind.kty === 'AKP' ? kind.alg : kind.crv",
        ["kind.kty === 'RSA'", 'false'],
        ["'RSA'", '""'],
      ],
    ],
  },
  'mac.ts': {
    'a copy costs time and memory, and changes nothing': [
      ['return withKey(source, key, primitive, octets(data), run, true)', ['true', 'false']],
    ],
  },
  'octets.ts': {
    'octets in memory of their own are as good: it saves time': [
      [
        'if (encoder?.encodeInto !== undefined && text.length <= room.length)',
        ['encoder?.encodeInto !== undefined && text.length <= room.length', 'false'],
        ['text.length <= room.length', 'text.length < room.length'],
      ],
    ],
    'the octets of what is not ASCII are none of the alphabet either': [
      ['return encoded.length === text.length ? encoded : undefined', ['encoded.length === text.length', 'true']],
    ],
    'of ASCII the language makes the same octets, only slower': [
      [
        'function createEncoder(): TextEncoderLike | undefined {',
        [
          '{ const { TextEncoder } = globalThis as { readonly TextEncoder?: new () => TextEncoderLike } return TextEncoder && ne…',
          '{}',
        ],
      ],
    ],
  },
  'parameters.ts': {
    'parameters that are made anew are as good: it saves time': [
      ['known.set(primitive, parameters)', ['known.set(primitive, parameters)', ';']],
    ],
  },
  'private-keys.ts': {
    'what returns nothing answers undefined too': [['} catch {', ['{ return undefined }', '{}']]],
  },
  'native-keys.ts': {
    'what is no object is no CryptoKey below either': [
      [
        "if (typeof value !== 'object' || value === null) return undefined",
        ["typeof value !== 'object' || value === null", 'false', "typeof value !== 'object' && value === null"],
        ["typeof value !== 'object'", 'false'],
        ['value === null', 'false'],
      ],
    ],
    'what is found there has a descriptor': [
      [
        "return holder === value || Object.getOwnPropertyDescriptor(holder, 'type')?.get !== undefined",
        ["Object.getOwnPropertyDescriptor(holder, 'type')?.get", "Object.getOwnPropertyDescriptor(holder, 'type').get"],
      ],
    ],
    'to call what is not there throws, and then the answer is the same': [
      [
        "if (clone === undefined || Object.prototype.hasOwnProperty.call(value, 'type')) return true",
        ['clone === undefined', 'false'],
      ],
    ],
  },
  'signature.ts': {
    'keys of other kinds have no modulus: it is for the compiler': [
      ["if (material.kty !== 'RSA' || material.n === undefined) return true", ["material.kty !== 'RSA'", 'false']],
    ],
    'at that place the two differ, or there is none, where neither is less': [
      [
        'return difference !== -1 && (signature[difference] as number) < (n[difference] as number)',
        ['difference !== -1', 'true'],
        [
          '(signature[difference] as number) < (n[difference] as number)',
          'signature[difference] as number <= (n[difference] as number)',
        ],
      ],
    ],
  },
  'signatures-only.ts': {
    'what returns nothing answers undefined too': [['} catch {', ['{ return undefined }', '{}']]],
  },
  'supports-signing.ts': {
    'what has no curve has no ability there either, and the answer is yes': [
      ["case 'RSA-PSS':", ["case 'RSA-PSS': return true", "case 'RSA-PSS':"]],
    ],
  },
  'supports.ts': {
    'what has no bits has not 192 either, and the answer is yes': [
      ["case 'PBKDF2':", ["case 'PBKDF2': return true", "case 'PBKDF2':"]],
    ],
  },
}

import type { Explained } from './explained.ts'

export const ofForge: Explained = {
  'agree.ts': {
    'what falls out of an empty block is undefined as well': [['} catch {', ['{ return undefined }', '{}']]],
  },
  'cbc-parts.ts': {
    'the padding of whole blocks is a block of its own, and is the same in a part of its own': [
      [
        'const isLast = from + partLength >= plaintext.length',
        ['from + partLength >= plaintext.length', 'from + partLength > plaintext.length'],
      ],
    ],
    'what falls out of an empty block is undefined as well': [['} catch {', ['{ return undefined }', '{}']]],
  },
  'cipher.ts': {
    'what falls out of an empty block is undefined as well': [['} catch {', ['{ return undefined }', '{}']]],
  },
  'deflate.ts': {
    'what is pushed from behind the end is nothing, and costs time only': [
      [
        'const isLast = from + partLength >= octets.length',
        ['from + partLength >= octets.length', 'from + partLength > octets.length'],
        ['from + partLength', 'from - partLength'],
      ],
    ],
    'how much room there is at a time is a matter of memory: what is over the limit shows all the same': [
      [
        'const output = new Uint8Array(Math.min(partLength, limit - stream.total_out + 1))',
        ['Math.min(partLength, limit - stream.total_out + 1)', 'Math.max(partLength, limit - stream.total_out + 1)'],
        ['limit - stream.total_out', 'limit + stream.total_out'],
      ],
    ],
  },
  'eddsa.ts': {
    'what falls out of an empty block is undefined as well': [['} catch {', ['{ return undefined }', '{}']]],
  },
  'eme.ts': {
    'behind the end is no octet: it counts neither as 0 nor as 1': [
      [
        'for (let index = label.length; index < block.length; index++) {',
        ['index < block.length', 'index <= block.length'],
      ],
    ],
    'behind the end is no octet: it counts not as 0': [
      ['for (let index = 2; index < encoded.length; index++) {', ['index < encoded.length', 'index <= encoded.length']],
    ],
    'behind the end is no octet: it is not 0': [
      ['for (let index = 0; index < length; index++) {', ['index < length', 'index <= length']],
    ],
  },
  'gcm-parts.ts': {
    'behind the end is nothing to encrypt, and nothing is added to the tag': [
      [
        'for (let from = 0; from < content.length; from += partLength) {',
        ['from < content.length', 'from <= content.length'],
      ],
    ],
  },
  'key-wrap.ts': {
    'what falls out of an empty block is undefined as well': [['} catch {', ['{ return undefined }', '{}']]],
  },
  'keys.ts': {
    'a handle that is not known is refused, whatever kind is asked for': [
      ["return materialOf(heldBehind(key.handle) ?? heldAs(key, 'oct'), key.type !== 'public')", ["'oct'", '""']],
    ],
    'every seed of ML-DSA has 32 octets: the other side is for the types': [
      [
        "return { kty: 'AKP', alg: request.alg, priv: random(mlDsa[request.alg].lengths.seed ?? 32) }",
        ['mlDsa[request.alg].lengths.seed ?? 32', 'mlDsa[request.alg].lengths.seed && 32'],
      ],
    ],
  },
  'mac.ts': {
    'nothing is hashed once more': [
      [
        'for (let from = 0; from < octets.length; from += partLength) {',
        ['from < octets.length', 'from <= octets.length'],
      ],
    ],
    'a tag that has something there is longer, and different by that': [
      [
        'for (let index = 0; index < text.length; index++) different |= text.charCodeAt(index) ^ tag.charCodeAt(index)',
        ['index < text.length', 'index <= text.length'],
      ],
    ],
    'an HMAC that is started anew is the same, and costs time': [
      ['if (known !== undefined) return known as Hmac', ['known !== undefined', 'false']],
    ],
  },
  'mgf1.ts': {
    'a hash more, of which nothing is used': [
      [
        'for (let start = 0, counter = 0; start < octets.length; counter++) {',
        ['start < octets.length', 'start <= octets.length'],
      ],
    ],
    'what is not there changes no bit': [
      ['for (let index = 0; index < part.length; index++) {', ['index < part.length', 'index <= part.length']],
    ],
  },
  'octets.ts': {
    'what is written behind the end of a Uint8Array is dropped': [
      ['for (let index = 0; index < length; index++) {', ['index < length', 'index <= length']],
    ],
  },
  'rsa-forge.ts': {
    'any text that is no number is refused': [
      [
        "const digits = isForgeNumber(value) && value.bitLength() <= 16384 ? value.toString(16) : ''",
        ["''", '"Stryker was here!"'],
      ],
    ],
  },
  'rsa-generation.ts': {
    'two that are equal are not far apart, and both go': [
      ['const [p, q] = one > other ? [one, other] : [other, one]', ['one > other', 'one >= other']],
    ],
    'no prime comes here with which e has no inverse, and no two that are equal: this is for the types': [
      [
        'if (d === undefined || qi === undefined || bitLength(d) <= bits / 2) continue',
        ['d === undefined || qi === undefined || bitLength(d) <= bits / 2', 'false'],
        ['d === undefined || qi === undefined', 'false', 'd === undefined && qi === undefined'],
        ['d === undefined', 'false'],
        ['qi === undefined', 'false'],
        ['bitLength(d) <= bits / 2', 'false'],
      ],
    ],
    'the power for all of a number less one is never −1 modulo an odd one': [
      ['for (let square = 1; square < twos; square++) {', ['square < twos', 'square <= twos']],
    ],
    'no number is a multiple of a text': [
      ['let [product, primes]: [number, number[]] = [1, []]', ['[]', '["Stryker was here"]']],
      [';[product, primes] = [1, []]', ['[]', '["Stryker was here"]']],
    ],
    'how many primes go into one division changes how long it takes, and not what is found': [
      [
        'if (product * each > Number.MAX_SAFE_INTEGER) {',
        [
          'product * each > Number.MAX_SAFE_INTEGER',
          'true',
          'product * each >= Number.MAX_SAFE_INTEGER',
          'product * each <= Number.MAX_SAFE_INTEGER',
        ],
      ],
    ],
  },
  'rsa.ts': {
    'one p more, times q, is n more, of which the remainder is taken': [
      [
        'const result = ((modQ + q * (difference < 0n ? difference + p : difference)) * inverse) % n',
        ['difference < 0n', 'true', 'difference <= 0n'],
      ],
    ],
    'an inverse is never 0': [['return before < 0n ? before + modulus : before', ['before < 0n', 'before <= 0n']]],
    'both ways compute the same power: how long they take, and what that tells, differs': [
      [
        'if (digits.length <= shortExponent) return shortPower(base, digits, modulus)',
        [
          'digits.length <= shortExponent',
          'true',
          'false',
          'digits.length < shortExponent',
          'digits.length > shortExponent',
        ],
      ],
    ],
    'one window more begins with zeros, and changes how long the power takes, not what it is': [
      ['const windows = Math.floor((bits - 1) / windowBits)', ['bits - 1', 'bits + 1']],
    ],
    'the quotient is the same: 2 is less than what divides': [
      [
        'const ones = (2n ** BigInt(windowBits * windows) - 1n) / (2n ** BigInt(windowBits) - 1n)',
        ['2n ** BigInt(windowBits * windows) - 1n', '2n ** BigInt(windowBits * windows) + 1n'],
      ],
    ],
  },
  'signature.ts': {
    'nothing else has such a curve: the name is for the types': [
      [
        "(primitive.name === 'ECDSA' && (primitive.curve === 'P-256' || primitive.curve === 'secp256k1'))",
        ["primitive.name === 'ECDSA'", 'true'],
      ],
    ],
    'a copy costs time, and changes nothing': [
      ['function prepared(primitive: SignaturePrimitive, data: Data, lasting = false): Bytes {', ['false', 'true']],
    ],
  },
}

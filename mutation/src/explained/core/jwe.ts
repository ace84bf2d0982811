import type { Explained } from '../explained.ts'

export const ofJwe: Explained = {
  'jwe/concat-kdf.ts': {
    'a second round adds octets that are cut off again: it costs a hash, and changes nothing': [
      [
        'if (bits <= 256) return andThen(round(1), (first) => first.slice(0, bits / 8))',
        ['bits <= 256', 'bits < 256', 'false'],
      ],
    ],
  },
  'jwe/content.ts': {
    'only additional data of 512 MB has such a bit, and the product ends in an octet of zeros likewise': [
      [
        'const length = Uint8Array.of(0, 0, 0, bits / 2 ** 32, bits >>> 24, bits >>> 16, bits >>> 8, bits)',
        ['bits / 2 ** 32', 'bits * 2 ** 32'],
      ],
    ],
    'a copy costs time, and changes nothing': [
      [
        'const adjoining = tag.buffer === buffer && tag.byteOffset === byteOffset + length',
        ['tag.buffer === buffer && tag.byteOffset === byteOffset + length', 'false'],
      ],
    ],
  },
  'jwe/decrypt.ts': {
    'nothing else is thrown there, unless the library is wrong': [
      ['if (!(error instanceof JWEError)) throw error', ['!(error instanceof JWEError)', 'false']],
    ],
    'no algorithm has AES-GCM beside another primitive': [
      [
        "return enc.cekBits / 8 + (alg.primitives.some(({ name }) => name === 'AES-GCM') ? 0 : 8)",
        [
          "alg.primitives.some(({ name }) => name === 'AES-GCM')",
          "alg.primitives.every(({ name }) => name === 'AES-GCM')",
        ],
      ],
    ],
  },
  'jwe/encrypt-json.ts': {
    'without a `crit` there is nothing that had to be understood': [
      [
        'checkHeader({ protected: members, shared, recipient: all }, (members.crit as readonly string[]) ?? [])',
        ['[]', '["Stryker was here"]'],
      ],
    ],
  },
  'jwe/encrypt.ts': {
    'without a `crit` there is nothing that had to be understood': [
      [
        'checkHeader({ protected: parsed }, (parsed.crit as readonly string[] | undefined) ?? [])',
        ['[]', '["Stryker was here"]'],
      ],
    ],
    'of what is allowed only other algorithms are looked at, and there is none': [
      [
        'return andThen(candidates(engine, keys, use, kid, [encryption.alg.name]), ([first]) => first as Usable<Encryption>)',
        ['[encryption.alg.name]', '[]'],
      ],
    ],
    'no algorithm has such a name either': [
      ["return table[named ?? ''] ?? table[fallback]", ["''", '"Stryker was here!"']],
    ],
  },
  'jwe/epk.ts': {
    'nothing else is thrown there, unless the library is wrong': [
      [
        // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the source's
        "if (error instanceof JWKError) throw new JWEParseError(`The header's 'epk' is refused: ${error.message}`)",
        ['error instanceof JWKError', 'true'],
      ],
    ],
  },
  'jwe/header.ts': {
    'a name that is not registered is not among those that are allowed, which is looked at besides': [
      [
        'const encryption = management && content && { alg: management, enc: content }',
        ['management && content', 'true', 'management || content'],
      ],
      [
        'if (encryption === undefined || !algorithms.includes(header.alg) || !encryptions.includes(header.enc))',
        ['encryption === undefined', 'false'],
      ],
    ],
  },
  'jwe/management.ts': {
    'an algorithm that wraps has a primitive: it is for the compiler': [
      [
        "if (primitive?.name !== 'AES-GCM') return unwrap(primitive as WrapPrimitive, held, encryptedKey)",
        ['primitive?.name', 'primitive.name'],
      ],
      ["return alg.primitives[0]?.name === 'AES-GCM'", ['alg.primitives[0]?.name', 'alg.primitives[0].name']],
    ],
  },
  'jwe/own-key.ts': {
    'no algorithm has such a name either': [
      ["const enc = contentEncryptions[key.algorithm ?? '']", ["''", '"Stryker was here!"']],
      ["const alg = keyManagementAlgorithms[key.algorithm ?? '']", ["''", '"Stryker was here!"']],
    ],
    'where there is no algorithm there is no primitive that wraps: the condition is for the compiler': [
      [
        "if (alg === undefined || !wraps || (alg.management !== 'wrapping' && alg.management !== 'encryption'))",
        ['alg === undefined', 'false'],
      ],
    ],
  },
  'jwe/take-apart.ts': {
    'five are as many as there must be: there the function has returned': [
      [
        "throw new JWEParseError(segments.length < 5 ? 'Not enough segments' : 'Too many segments')",
        ['segments.length < 5', 'segments.length <= 5'],
      ],
    ],
  },
  'jwe/use.ts': {
    'to decrypt, the counterparts are what is wanted anyway': [
      [
        "const counterparts = side === 'encrypt' && key.type === 'private' ? operations[management].decrypt : []",
        ["side === 'encrypt'", 'true'],
      ],
    ],
    'what lets a private key decrypt lets it encrypt as well, and of a public one another line has decided': [
      [
        "agreement: { encrypt: ['deriveKey', 'deriveBits'], decrypt: ['deriveKey', 'deriveBits'] },",
        ["['deriveKey', 'deriveBits']", '[]'],
        ["'deriveKey'", '""'],
        ["'deriveBits'", '""'],
      ],
      [
        "'agreement-wrapping': { encrypt: ['deriveKey', 'deriveBits'], decrypt: ['deriveKey', 'deriveBits'] },",
        ["['deriveKey', 'deriveBits']", '[]'],
        ["'deriveKey'", '""'],
        ["'deriveBits'", '""'],
      ],
    ],
    'no operation has such a name': [
      [
        "const counterparts = side === 'encrypt' && key.type === 'private' ? operations[management].decrypt : []",
        ['[]', '["Stryker was here"]'],
      ],
    ],
  },
}

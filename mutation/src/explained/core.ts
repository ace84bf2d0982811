import type { Explained } from './explained.ts'

export const ofCore: Explained = {
  'encoding/base64url.ts': {
    'what is written behind the end of a Uint8Array is dropped: the condition saves time only': [
      ['if (index < bytes.length) {', 'true', 'index <= bytes.length'],
    ],
    'what is written behind the end of a Uint8Array is dropped': [
      ['if (at < bytes.length) bytes[at++] = group >> 16', 'true', 'at <= bytes.length'],
      ['if (at < bytes.length) bytes[at] = group >> 8', 'true', 'at <= bytes.length'],
    ],
  },
  'encoding/json.ts': {
    'a sum is odd where the difference is': [['if ((end - slashes) % 2 === 0) return end', 'end + slashes']],
  },
  'encoding/large.ts': {
    'nothing is copied once more, and the event loop turns once more': [
      ['for (let start = 0; start < piece.length; start += copied) {', 'start <= piece.length'],
    ],
  },
  'encoding/utf8.ts': {
    'how many units become text at a time changes nothing of it': [
      ['if (units.length > 4096) {', 'units.length >= 4096'],
    ],
  },
  'jwe/concat-kdf.ts': {
    'a second round adds octets that are cut off again: it costs a hash, and changes nothing': [
      ['if (bits <= 256) return andThen(round(1), (first) => first.slice(0, bits / 8))', 'bits < 256', 'false'],
    ],
  },
  'jwe/content.ts': {
    'only additional data of 512 MB has such a bit, and the product ends in an octet of zeros likewise': [
      [
        'const length = Uint8Array.of(0, 0, 0, bits / 2 ** 32, bits >>> 24, bits >>> 16, bits >>> 8, bits)',
        'bits * 2 ** 32',
      ],
    ],
    'a copy costs time, and changes nothing': [
      [
        'const adjoining = tag.buffer === buffer && tag.byteOffset === byteOffset + length',
        'false',
        'byteOffset - length',
      ],
    ],
  },
  'jwe/decrypt.ts': {
    'nothing else is thrown there, unless the library is wrong': [
      ['if (!(error instanceof JWEError)) throw error', 'false'],
    ],
  },
  'jwe/encrypt-json.ts': {
    'without a `crit` there is nothing that had to be understood': [
      [
        'checkHeader({ protected: members, shared, recipient: all }, (members.crit as readonly string[]) ?? [])',
        '["Stryker was here"]',
      ],
    ],
  },
  'jwe/encrypt.ts': {
    'without a `crit` there is nothing that had to be understood': [
      [
        'checkHeader({ protected: parsed }, (parsed.crit as readonly string[] | undefined) ?? [])',
        '["Stryker was here"]',
      ],
    ],
    'no algorithm has such a name either': [["return table[named ?? ''] ?? table[fallback]", '"Stryker was here!"']],
  },
  'jwe/epk.ts': {
    'nothing else is thrown there, unless the library is wrong': [
      [
        // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the source's
        "if (error instanceof JWKError) throw new JWEParseError(`The header's 'epk' is refused: ${error.message}`)",
        'true',
      ],
    ],
  },
  'jwe/header.ts': {
    'a name that is not registered is not among those that are allowed, which is looked at besides': [
      [
        'const encryption = management && content && { alg: management, enc: content }',
        'true',
        'management || content',
      ],
      [
        'if (encryption === undefined || !algorithms.includes(header.alg) || !encryptions.includes(header.enc))',
        'false',
      ],
    ],
  },
  'jwe/management.ts': {
    'an algorithm that wraps has a primitive: it is for the compiler': [
      [
        "if (primitive?.name !== 'AES-GCM') return unwrap(primitive as WrapPrimitive, held, encryptedKey)",
        'primitive.name',
      ],
    ],
  },
  'jwe/own-key.ts': {
    'no algorithm has such a name either': [
      ["const enc = contentEncryptions[key.algorithm ?? '']", '"Stryker was here!"'],
      ["const alg = keyManagementAlgorithms[key.algorithm ?? '']", '"Stryker was here!"'],
    ],
  },
  'jwe/take-apart.ts': {
    'five are as many as there must be: there the function has returned': [
      [
        "throw new JWEParseError(segments.length < 5 ? 'Not enough segments' : 'Too many segments')",
        'segments.length <= 5',
      ],
    ],
  },
  'jwk/candidates.ts': {
    'a key that is ready is found again below, by the longer way': [
      ["if (ready !== undefined && typeof variant === 'object') return [{ key: ready, variant }]", 'false', '""'],
    ],
  },
  'jwk/construct.ts': {
    'a key on no curve of the algorithm was refused before: the conditions are for the compiler': [
      [
        'if (signature !== undefined && variant !== undefined) return signingWeakness(engine, key, signature, variant)',
        'true',
      ],
    ],
  },
  'jwk/curves.ts': {
    'y = p is y = 0, and no curve of JOSE has such a point: their orders are odd': [
      ['return u < p && v < p && (v * v - (u * u * u + a * u + b)) % p === 0n', 'v <= p'],
    ],
  },
  'jwk/der-write.ts': {
    'RSA and EC have returned, and of the others only OKP has a d: the condition is for the compiler': [
      ["if (material.kty === 'OKP' && material.d) return encode(tags.octetString, material.d)", 'true'],
    ],
  },
  'jwk/encrypted-key.ts': {
    'nothing else is thrown there, unless the library is wrong': [
      ['if (!(error instanceof JOSEError)) throw error', 'false'],
    ],
  },
  'jwk/generate.ts': {
    'an algorithm has one variant at least: it is for the compiler': [
      [
        'const bits = (signature?.variants[0]?.signatureBytes ?? 0) * 8 || management?.bits || encryption?.cekBits',
        'signature?.variants[0].signatureBytes',
      ],
    ],
  },
  'jwk/halves.ts': {
    'what no case returns is undefined too': [["case 'oct':", '""']],
  },
  'jwk/key-from.ts': {
    'a text that is nested deeper has been refused before it was parsed': [
      ['const jwk = parseJsonObject(text, { depth }, refuse)', '{}'],
    ],
  },
  'jwk/key-set.ts': {
    'an index that was just made of the set fits it, unless a member is a getter that changes its answer': [
      ['return index.matching(jwks, kid) ?? []', '["Stryker was here"]'],
    ],
  },
  'jwk/members.ts': {
    'lists that never change have no octets in them: it saves a copy of the list': [
      ['return andThen(advance(engine, { members, kept: true, use, kid: undefined }, nothing), (search) => {', 'false'],
    ],
    'a second copy is as good as the first': [
      ['const rest = quest.kept ? quest : { ...quest, members: members.map(copyOfMember), kept: true }', 'false'],
    ],
    'flattened, one list is itself: it saves a copy': [
      [
        'const found = searches.length === 1 ? (searches[0] as Search<V>).found : searches.flatMap(({ found }) => found)',
        'false',
      ],
    ],
    'a slice of as many is all of them': [
      [
        'if (found.length > engine.limits.keys) return found.slice(0, engine.limits.keys)',
        'found.length >= engine.limits.keys',
      ],
    ],
  },
  'jwk/openssh.ts': {
    'a text that begins with a type has a line': [
      [
        "const [line = '', ...more] = text.split(/[\\r\\n]+/).filter((each) => /[^ \\t]/.test(each))",
        '"Stryker was here!"',
      ],
    ],
  },
  'jwk/ring-key.ts': {
    'it would let an option of that name pass, which does nothing': [
      ['export function namedKey(given: unknown, more: readonly string[] = []): NamedKey {', '["Stryker was here"]'],
    ],
  },
  'jwk/rsa.ts': {
    'qi = p is refused by the next condition: (p * q) % p is 0': [['qi < p &&', 'qi <= p']],
  },
  'jwks/loaded.ts': {
    'a set is a record of PEMs or a list of JWKs, never both': [
      [
        "const isPems = members.length > 0 && members.every(({ input }) => typeof input === 'string')",
        "members.some(({ input }) => typeof input === 'string')",
      ],
    ],
  },
  'jwks/read-body.ts': {
    'more memory is taken than will be used': [
      [
        'if (length + value.length > octets.length) octets = grown(octets, Math.min(most, 2 * (length + value.length)))',
        'Math.max(most, 2 * (length + value.length))',
      ],
    ],
    'that there is nothing to wait for is caught like any failure of it': [
      ['call()?.then(nothing, nothing)', 'call().then'],
    ],
  },
  'jwks/read-set.ts': {
    'a text that is nested deeper has been refused before it was parsed': [
      ['return parseJson(text, { depth }, refuse)', '{}'],
    ],
  },
  'jws/header.ts': {
    'an empty list is understood: the condition saves time only': [
      [
        "if (crit.length > 0) checkUnderstood(crit, ['b64', ...understood], malformedHeader)",
        'true',
        'crit.length >= 0',
      ],
    ],
  },
  'jws/sign.ts': {
    'the text of a detached payload that is not encoded is used nowhere': [
      [
        "const text = b64 ? engine.codec.base64urlEncode(octets) : detached ? '' : unencoded(engine, octets)",
        '"Stryker was here!"',
      ],
    ],
  },
  'jws/verify.ts': {
    'the payload was canonical: encoded again it is the same text': [
      [
        'parsed.b64 && !detached ? segments.signingInput : signingInput(engine, segments.header, parsed.b64, payload)',
        'false',
      ],
    ],
    'the octets are measured as well: this one saves making them': [
      [
        "if (typeof payload === 'string' && payload.length > engine.limits.jws) throw tooLarge('The payload')",
        'false',
        '""',
      ],
    ],
  },
  'jwt/prepared.ts': {
    'a deep copy is as good as a shallow one: it costs time': [
      [
        "const flat = Object.values(decoded.claims).every((value) => typeof value !== 'object' || value === null)",
        'false',
      ],
    ],
  },
  'report.ts': {
    'a single curve is no choice, whatever its name': [
      [
        'const signing = signatureAlgorithms[name]?.variants.flatMap(({ crv }) => crv ?? []) ?? []',
        '["Stryker was here"]',
      ],
    ],
  },
  'token/header.ts': {
    'what is parsed is measured as well: this one spares engines whose JSON.parse calls itself': [
      ["if (depthOf(text) > headerDepth) throw refuse('is nested too deeply', 'ERR_LIMIT')", 'false'],
    ],
  },
  'token/serialization.ts': {
    'the text is measured as well: this one saves writing what is too large': [
      ["if (typeof value === 'string') left -= value.length", 'false', 'left += value.length'],
    ],
  },
}

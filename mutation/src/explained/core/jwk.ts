import type { Explained } from '../explained.ts'

export const ofJwk: Explained = {
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
    'a crv that is no text makes a bad key, which is passed over when it is built': [
      ["(typeof crv === 'string' && (kty === 'EC' || kty === 'OKP') && !isKindOf(crv, use)) ||", 'true'],
    ],
  },
  'jwk/openssh-private.ts': {
    'a private key of OpenSSH brings its public half: the condition is for the compiler': [
      ['if (own === undefined || !isSameHalf(own, parseSshPublic(half, type)))', 'false'],
    ],
    'of the kind nothing is checked there: it is for the compiler': [["checkRsa({ kty: 'RSA', n, e })", '""']],
  },
  'jwk/openssh.ts': {
    'a text that begins with a type has a line, and that a type': [
      [
        "const [line = '', ...more] = text.split(/[\\r\\n]/).filter((each) => /[^ \\t]/.test(each))",
        '"Stryker was here!"',
      ],
      ["const [type = '', base64 = ''] = line.split(/[ \\t]/).filter((each) => each !== '')", '"Stryker was here!"'],
    ],
  },
  'jwk/operations.ts': {
    'only of a MAC the signature stays text: the condition is for the compiler': [
      ["if (typeof signature === 'string') return false", 'false', '""', 'true'],
    ],
  },
  'jwk/own-signature.ts': {
    'no algorithm is named undefined: the condition is for the compiler': [
      ['const algorithm = key.algorithm === undefined ? undefined : signatureAlgorithms[key.algorithm]', 'false'],
    ],
  },
  'jwk/pem.ts': {
    'no other end stands between the two labels: it saves time only': [
      ["if (end < labelEnd) end = text.indexOf('-----END ', labelEnd)", 'true', 'end <= labelEnd'],
    ],
  },
  'jwk/remembered.ts': {
    'a key is adopted below, by the longer way': [
      [
        "if (typeof input === 'object' && input !== null && isKey(input)) return adoptKey(engine, input)",
        'false',
        '""',
      ],
    ],
  },
  'jwk/retirement.ts': {
    'it would let an option of that name pass, which does nothing': [
      ['more: readonly string[] = [],', '["Stryker was here"]'],
    ],
  },
  'jwk/ring-key.ts': {
    'it would let an option of that name pass, which does nothing': [
      ['export function namedKey(given: unknown, more: readonly string[] = []): NamedKey {', '["Stryker was here"]'],
    ],
  },
  'jwk/rsa.ts': {
    'd = n is the exponent of no modulus of 2048 bits, with a public exponent of 64 at most': [['d < n &&', 'd <= n']],
    'qi = p is refused by the next condition: (p * q) % p is 0': [['qi < p &&', 'qi <= p']],
  },
  'jwk/weakness.ts': {
    'what wraps by a secret has a size, passwords aside: the condition is for the compiler': [
      ["return key.kty === 'oct' && alg.bits !== undefined ? lengthFault(key, alg.name, alg.bits) : undefined", 'true'],
    ],
  },
}

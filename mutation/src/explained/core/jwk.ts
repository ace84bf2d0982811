import type { Explained } from '../explained.ts'

export const ofJwk: Explained = {
  'jwk/candidates.ts': {
    'a key that is ready is found again below, by the longer way': [
      [
        'const variant = ready && use.fit(engine, ready)',
        ['ready && use.fit(engine, ready)', 'true'],
        ['ready && use.fit(engine, ready)', 'false'],
      ],
      [
        "if (ready !== undefined && typeof variant === 'object') return [{ key: ready, variant }]",
        ["ready !== undefined && typeof variant === 'object'", 'false'],
        ['ready !== undefined', 'ready === undefined'],
        ["'object'", '""'],
      ],
    ],
    'there is no use for what is no key': [
      [
        "if (ready !== undefined && typeof variant === 'object') return [{ key: ready, variant }]",
        ['ready !== undefined', 'true'],
      ],
    ],
    'the key has failed for the algorithm itself, and does so again': [
      [
        'const others = allowed.filter((name) => name !== use.name)',
        ['allowed.filter((name) => name !== use.name)', 'allowed'],
        ['name !== use.name', 'true'],
      ],
    ],
    'names of other algorithms were refused with the options: the condition is for the compiler': [
      ['if (another === undefined) return undefined', ['another === undefined', 'false']],
    ],
  },
  'jwk/check.ts': {
    'a point has both of its coordinates, or none': [
      [
        'if (x !== undefined && y !== undefined && !isOnCurve(crv, x, y))',
        ['x !== undefined && y !== undefined', 'x !== undefined || y !== undefined'],
        ['x !== undefined', 'true'],
        ['y !== undefined', 'true'],
      ],
    ],
  },
  'jwk/complete-rsa.ts': {
    'the check looks at the numbers alone': [["checkRsa({ kty: 'RSA', n, e })", ["'RSA'", '""']]],
    'of -1 there come 1 and less than n, whose product is not n; it is not 0, as e is 3 or more': [
      ['if (multiple <= 0n) return undefined', ['multiple <= 0n', 'false'], ['multiple <= 0n', 'multiple < 0n']],
    ],
    'where the product is n, q is 1 for a sum of n + 1 only, and the sum is n at most': [
      [
        'return p * q === n && q > 1n ? [p, q] : undefined',
        ['p * q === n', 'true'],
        ['q > 1n', 'true'],
        ['q > 1n', 'q >= 1n'],
      ],
    ],
    'from a larger number the root is found as well: it takes longer': [
      [
        'let root = 1n << BigInt((square.toString(16).length * 4) / 2 + 1)',
        ['(square.toString(16).length * 4) / 2', 'square.toString(16).length * 4 * 2'],
      ],
    ],
  },
  'jwk/construct.ts': {
    'an algorithm that is not given is of no kind of key': [
      [
        'const types = algorithm === undefined ? undefined : keyTypesOf(algorithm)',
        ['algorithm === undefined', 'false'],
      ],
    ],
    'an algorithm without kinds of keys was refused before: it is for the compiler': [
      ['if (!types?.includes(key.kty)) {', ['types?.includes', 'types.includes']],
    ],
    'secrets alone are judged by the variant, and HMAC has one': [
      ['const variant = signature?.variants.find(({ crv }) => crv === key.crv)', ['crv === key.crv', 'true']],
    ],
    'the key of dir has no size of its own, and there is no content encryption of that name': [
      [
        "if (alg !== undefined && alg.management !== 'direct') return managementWeakness(engine, key, alg)",
        ["alg.management !== 'direct'", 'true'],
        ["'direct'", '""'],
      ],
    ],
    'a key on no curve of the algorithm was refused before: the conditions are for the compiler': [
      [
        'if (signature !== undefined && variant !== undefined) return signingWeakness(engine, key, signature, variant)',
        ['signature !== undefined', 'true'],
        ['variant !== undefined', 'true'],
        ['signature !== undefined && variant !== undefined', 'signature !== undefined || variant !== undefined'],
      ],
    ],
  },
  'jwk/curves.ts': {
    'a text is no coordinate': [
      ['Ed448: okp(57, 456, p448, true, []),', ['[]', '["Stryker was here"]']],
      ['X448: okp(56, 448, p448, false, []),', ['[]', '["Stryker was here"]']],
    ],
    'p is 0, which is the coordinate of a weak point': [
      ['if (edwards && coordinate >= p) return true', ['coordinate >= p', 'coordinate > p']],
    ],
    'y = p is y = 0, and no curve of JOSE has such a point: their orders are odd': [
      ['return u < p && v < p && (v * v - (u * u * u + a * u + b)) % p === 0n', ['v < p', 'v <= p']],
    ],
  },
  'jwk/der-write.ts': {
    'only EC has a y, and only ML-DSA a pub or a priv: the conditions are for the compiler': [
      [
        "if (material.kty === 'EC' && material.x && material.y) return concat(Uint8Array.of(4), material.x, material.y)",
        ["material.kty === 'EC'", 'true'],
      ],
      [
        "const octets = material.kty === 'OKP' ? material.x : material.kty === 'AKP' ? material.pub : undefined",
        ["material.kty === 'AKP'", 'true'],
      ],
      [
        "if (material.kty === 'AKP' && material.priv) return encode(context(0, false), material.priv)",
        ["material.kty === 'AKP'", 'true'],
      ],
    ],
    'RSA and EC have returned, and of the others only OKP has a d: the condition is for the compiler': [
      [
        "if (material.kty === 'OKP' && material.d) return encode(tags.octetString, material.d)",
        ["material.kty === 'OKP'", 'true'],
      ],
    ],
  },
  'jwk/der.ts': {
    'there are nine numbers: it is for the compiler': [
      ['if (version?.[0] !== 0) throw malformed()', ['version?.[0]', 'version[0]']],
    ],
  },
  'jwk/disguise.ts': {
    'what is undefined is as false': [['} catch {', ['{ return false }', '{}']]],
    'JSON that is no object and no list is no key either: the conditions save time': [
      [
        "if ((!text.startsWith('{') && !text.startsWith('[')) || depthOf(text) > 16) return false",
        ["!text.startsWith('{') && !text.startsWith('[')", 'false'],
        ["'{'", '""'],
        ["'['", '""'],
      ],
    ],
    'behind the end there is no octet to skip': [
      [
        'while (start < bytes.length && [0x00, 0x09, 0x0a, 0x0d, 0x20, 0xef, 0xbb, 0xbf].includes(bytes[start] as number))',
        ['start < bytes.length', 'true'],
        ['start < bytes.length', 'start <= bytes.length'],
      ],
    ],
    'a length of 0x80 is refused by the next line': [
      ['const sizes = first < 0x80 ? 0 : first & 0x7f', ['first < 0x80', 'first <= 0x80']],
    ],
  },
  'jwk/encoded-text.ts': {
    'that text is no canonical base64url': [
      [
        "const runs = plain.replace(/\\\\[rn]/g, '').match(/[\\w+/-]{52,}={0,2}/g) ?? []",
        ['[]', '["Stryker was here"]'],
      ],
    ],
    'one by one or together, all white space goes': [
      ["const compact = text.replace(/\\\\[rn]|\\s+/g, '')", ['/\\\\[rn]|\\s+/g', '/\\\\[rn]|\\s/g']],
    ],
  },
  'jwk/encrypted-key.ts': {
    'nothing else is thrown there, unless the library is wrong': [
      ['} catch (error) {', ['{ if (!(error instanceof JOSEError)) throw error }', '{}']],
      ['if (!(error instanceof JOSEError)) throw error', ['!(error instanceof JOSEError)', 'false']],
    ],
  },
  'jwk/fit.ts': {
    'a verdict that is found anew is the same: it is remembered to save time': [
      [
        'if (known !== undefined && known.engine === engine && known.algorithm === algorithm) return known.verdict',
        ['known !== undefined && known.engine === engine && known.algorithm === algorithm', 'false'],
      ],
      ['fits[operation] = { engine, algorithm, verdict }', ['{ engine, algorithm, verdict }', '{}']],
    ],
    'who may sign has been told so above': [
      [
        "return type === 'private' && operation === 'verify' && operations.includes('sign')",
        ["operation === 'verify'", 'true'],
      ],
    ],
  },
  'jwk/generate.ts': {
    'a thumbprint is of the numbers alone': [
      ['return andThen(thumbprint(engine, engine.newKey(held, { algorithm })), (name) =>', ['{ algorithm }', '{}']],
    ],
    'an algorithm has one variant at least: it is for the compiler': [
      [
        'const bits = (signature?.variants[0]?.signatureBytes ?? 0) * 8 || management?.bits || encryption?.cekBits',
        ['signature?.variants[0]?.signatureBytes', 'signature?.variants[0].signatureBytes'],
      ],
    ],
  },
  'jwk/halves.ts': {
    'what no case returns is undefined too': [
      ["case 'oct':", ["case 'oct': return undefined", "case 'oct':"], ["'oct'", '""']],
    ],
  },
  'jwk/jwk.ts': {
    'no other kind has a `private`': [
      ["const secret = material.kty === 'RSA' ? material.private : undefined", ["material.kty === 'RSA'", 'true']],
    ],
    'a private half that is undefined is as good as one that is not there': [
      ['return priv === undefined ? half : { ...half, priv }', ['priv === undefined', 'false']],
    ],
  },
  'jwk/key.ts': {
    'that the brand is there is what counts, not what it says': [
      ['Object.defineProperty(this, brand, { value: true })', ['{ value: true }', '{}'], ['true', 'false']],
    ],
    'the next case answers likewise for a secret': [
      ["case 'oct':", ["case 'oct': return material.bits", "case 'oct':"]],
    ],
  },
  'jwk/key-from.ts': {
    'a text that is nested deeper has been refused before it was parsed': [
      ['const jwk = parseJsonObject(text, { depth }, refuse)', ['{ depth }', '{}']],
    ],
    'no backend signs by X25519 or X448, nor by what is no primitive': [
      [": kind.startsWith('X')", ["kind.startsWith('X')", "kind.endsWith('X')"]],
      ['? []', ['[]', '["Stryker was here"]']],
    ],
  },
  'jwk/key-ring.ts': {
    'all the turns before it are over by then': [['() => before,', ['() => before', '() => undefined']]],
  },
  'jwk/key-memory.ts': {
    'octets that are remembered member by member are compared likewise: it takes longer': [
      ['if (isBytes(input)) return Uint8Array.from(input)', ['isBytes(input)', 'false']],
      ['if (isBytes(snapshot)) return equalBytes(input as Uint8Array, snapshot)', ['isBytes(snapshot)', 'false']],
    ],
    'nothing is found of what is no object': [
      [
        "if (typeof input !== 'object' || input === null || isKey(input)) return undefined",
        ["typeof input !== 'object' || input === null || isKey(input)", 'false'],
      ],
    ],
  },
  'jwk/key-set.ts': {
    'an index that is made anew, and all members looked at: what is remembered saves time': [
      ['if (known !== undefined) return known', ['known !== undefined', 'false']],
      ['indexes.set(jwks, index)', ['indexes.set(jwks, index)', ';']],
      ['const looked = found.length > 0 ? found : this.members', ['found.length > 0', 'false']],
    ],
    'an index that was just made of the set fits it, unless a member is a getter that changes its answer': [
      ['return index.matching(jwks, kid) ?? []', ['[]', '["Stryker was here"]']],
    ],
  },
  'jwk/members.ts': {
    'lists that never change have no octets in them: it saves a copy of the list': [
      [
        'return andThen(advance(engine, { members, kept: true, use, kid: undefined }, nothing), (search) => {',
        ['true', 'false'],
      ],
    ],
    'a second copy is as good as the first': [
      [
        'const rest = quest.kept ? quest : { ...quest, members: members.map(copyOfMember), kept: true }',
        ['true', 'false'],
      ],
    ],
    'flattened, one list is itself: it saves a copy': [
      [
        'const found = searches.length === 1 ? (searches[0] as Search<V>).found : searches.flatMap(({ found }) => found)',
        ['searches.length === 1', 'false'],
      ],
    ],
    'a slice of as many is all of them': [
      [
        'if (found.length > engine.limits.keys) return found.slice(0, engine.limits.keys)',
        ['found.length > engine.limits.keys', 'found.length >= engine.limits.keys'],
      ],
    ],
    'a crv that is no text makes a bad key, which is passed over when it is built': [
      [
        "(typeof crv === 'string' && (kty === 'EC' || kty === 'OKP') && !isKindOf(crv, use)) ||",
        ["typeof crv === 'string'", 'true'],
      ],
    ],
  },
  'jwk/openssh-private.ts': {
    'a private key of OpenSSH brings its public half: the condition is for the compiler': [
      ['if (own === undefined || !isSameHalf(own, parseSshPublic(half, type)))', ['own === undefined', 'false']],
    ],
    'of the kind nothing is checked there: it is for the compiler': [
      ["checkRsa({ kty: 'RSA', n, e })", ["'RSA'", '""']],
    ],
  },
  'jwk/openssh.ts': {
    'a text that begins with a type has a line, and that a type': [
      [
        "const [line = '', ...more] = text.split(/[\\r\\n]/).filter((each) => /[^ \\t]/.test(each))",
        ["''", '"Stryker was here!"'],
      ],
      [
        "const [type = '', base64 = ''] = line.split(/[ \\t]/).filter((each) => each !== '')",
        ["''", '"Stryker was here!"'],
      ],
    ],
  },
  'jwk/operations.ts': {
    'only of a MAC the signature stays text: the condition is for the compiler': [
      [
        "if (typeof signature === 'string') return false",
        ["typeof signature === 'string'", 'false'],
        ["'string'", '""'],
        ['false', 'true'],
      ],
    ],
  },
  'jwk/own-signature.ts': {
    'no algorithm is named undefined: the condition is for the compiler': [
      [
        'const algorithm = key.algorithm === undefined ? undefined : signatureAlgorithms[key.algorithm]',
        ['key.algorithm === undefined', 'false'],
      ],
    ],
  },
  'jwk/pem.ts': {
    'no other end stands between the two labels: it saves time only': [
      [
        "if (end < labelEnd) end = text.indexOf('-----END ', labelEnd)",
        ['end < labelEnd', 'true'],
        ['end < labelEnd', 'end <= labelEnd'],
      ],
    ],
  },
  'jwk/remembered.ts': {
    'a key is adopted below, by the longer way': [
      [
        "if (typeof input === 'object' && input !== null && isKey(input)) return adoptKey(engine, input)",
        ["typeof input === 'object' && input !== null && isKey(input)", 'false'],
        ["'object'", '""'],
      ],
    ],
  },
  'jwk/rsa.ts': {
    'd = n is the exponent of no modulus of 2048 bits, with a public exponent of 64 at most': [
      ['d < n &&', ['d < n', 'd <= n']],
    ],
    'qi = p is refused by the next condition: (p * q) % p is 0': [['qi < p &&', ['qi < p', 'qi <= p']]],
  },
  'jwk/weakness.ts': {
    'what wraps by a secret has a size, passwords aside: the condition is for the compiler': [
      [
        "return key.kty === 'oct' && alg.bits !== undefined ? lengthFault(key, alg.name, alg.bits) : undefined",
        ['alg.bits !== undefined', 'true'],
      ],
    ],
  },
}

import type { Explained } from '../explained.ts'

/** Of the forms that keys come in, and of the numbers in them. */
export const ofKeyForms: Explained = {
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
      ['if (multiple <= 0n) return undefined', ['multiple <= 0n', 'false', 'multiple < 0n']],
    ],
    'where the product is n, q is 1 for a sum of n + 1 only, and the sum is n at most': [
      ['return p * q === n && q > 1n ? [p, q] : undefined', ['p * q === n', 'true'], ['q > 1n', 'true', 'q >= 1n']],
    ],
    'from a larger number the root is found as well: it takes longer': [
      [
        'let root = 1n << BigInt((square.toString(16).length * 4) / 2 + 1)',
        ['(square.toString(16).length * 4) / 2', 'square.toString(16).length * 4 * 2'],
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
        ['start < bytes.length', 'true', 'start <= bytes.length'],
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
  'jwk/pem.ts': {
    'no other end stands between the two labels: it saves time only': [
      ["if (end < labelEnd) end = text.indexOf('-----END ', labelEnd)", ['end < labelEnd', 'true', 'end <= labelEnd']],
    ],
  },
  'jwk/rsa.ts': {
    'd = n is the exponent of no modulus of 2048 bits, with a public exponent of 64 at most': [
      ['d < n &&', ['d < n', 'd <= n']],
    ],
    'qi = p is refused by the next condition: (p * q) % p is 0': [['qi < p &&', ['qi < p', 'qi <= p']]],
  },
}

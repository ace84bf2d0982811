import type { Explained } from '../explained.ts'

export const ofJwt: Explained = {
  'jwt/access-token.ts': {
    'a text has no hash either: none is defined all the same': [
      ['const variants = signatureAlgorithms[alg]?.variants ?? []', ['[]', '["Stryker was here"]']],
    ],
  },
  'jwt/checks.ts': {
    'where a signature is looked at, the algorithms are put in by whoever asked for the rest': [
      ['allowed: [],', ['[]', '["Stryker was here"]']],
    ],
  },
  'jwt/claims.ts': {
    'no comparison with undefined is true: the conditions are for the compiler': [
      ['if (iat !== undefined && maxAge !== undefined && iat > now + leeway) {', ['iat !== undefined', 'true']],
      [
        'if (iat !== undefined && maxAge !== undefined && now - iat - leeway > maxAge) throw new ExpiredSignatureError()',
        ['iat !== undefined && maxAge !== undefined', 'true', 'iat !== undefined || maxAge !== undefined'],
        ['iat !== undefined', 'true'],
        ['maxAge !== undefined', 'true'],
      ],
    ],
    'the usual case, decided sooner: what follows decides the same, and a list has no name that is not a text': [
      [
        "if (typeof aud === 'string' && audience?.includes(aud)) return",
        ["typeof aud === 'string' && audience?.includes(aud)", 'false'],
        ["typeof aud === 'string'", 'true', "typeof aud !== 'string'"],
        ["'string'", '""'],
      ],
    ],
    'what is finite is a number: it is for the compiler': [
      ["if (typeof value === 'number' && Number.isFinite(value)) return value", ["typeof value === 'number'", 'true']],
    ],
  },
  'jwt/encode.ts': {
    'the longer way makes the same header: it saves time': [
      [
        'const isPlainest = headers === undefined && writer === undefined && crit.length === 0',
        ['headers === undefined && writer === undefined && crit.length === 0', 'false'],
      ],
    ],
  },
  'jwt/prepared.ts': {
    'prepared again for the same key it is the same: it saves time': [
      [
        'if (currentKeyOf(own) !== prepared.source) prepared = prepareEncoding(engine, own, kept)',
        ['currentKeyOf(own) !== prepared.source', 'true'],
      ],
    ],
    'a deep copy is as good as a shallow one: it costs time': [
      [
        "const flat = Object.values(decoded.claims).every((value) => typeof value !== 'object' || value === null)",
        ["typeof value !== 'object' || value === null", 'false', "typeof value !== 'object' && value === null"],
        ["typeof value !== 'object'", 'false'],
        ['value === null', 'false'],
        ["(value) => typeof value !== 'object' || value === null", '() => undefined'],
      ],
    ],
    'what no signature was asked of allows no algorithm, and is decoded anew: it saves time': [
      [
        "if (used === undefined || (typeof key !== 'function' && !isKeySet(key))) return true",
        ['used === undefined', 'false'],
      ],
    ],
    'the algorithm of a token that a key has verified is known: it is for the compiler': [
      [
        'if (algorithm === undefined || !checks.allowed.includes(header.alg)) return false',
        ['algorithm === undefined', 'false'],
      ],
    ],
    'without keys there is none that could be the one: looking for it says so too': [
      ['if (keys === undefined) return false', ['keys === undefined', 'false']],
    ],
  },
}

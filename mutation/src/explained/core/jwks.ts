import type { Explained } from '../explained.ts'

export const ofJwks: Explained = {
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
}

import type { CoreMutant } from './core-mutant.ts'

const encrypt = 'jwe/encrypt.ts'
const encryptJson = 'jwe/encrypt-json.ts'
const jwt = 'jwt/encrypt.ts'

/** Rules about tokens that are written, and about encrypted JWTs, each left out. */
export const writingMutants: readonly CoreMutant[] = [
  {
    what: 'headers may replace what the library writes',
    changes: [[encrypt, 'if (given[name] !== undefined)', "if (name === '')"]],
    caughtBy: ['jwe json', 'jwe header'],
  },
  {
    what: 'a header that is written is not checked',
    changes: [
      [encrypt, 'checkHeader({ protected: parsed }, (parsed.crit as readonly string[] | undefined) ?? [])', ''],
    ],
    caughtBy: ['jwe header'],
  },
  {
    what: 'any number of iterations is written',
    changes: [
      [encrypt, 'isUsed && !(Number.isSafeInteger(p2c) && p2c >= 1000 && p2c <= engine.limits.p2c)', 'p2c < 0'],
    ],
    caughtBy: ['jwe'],
  },
  {
    what: 'more is deflated than is ever inflated',
    changes: [[encrypt, 'if (zipped && octets.length > engine.limits.inflated)', 'if (zipped && octets.length > 1e9)']],
    caughtBy: ['jwe strict', 'encryption findings'],
  },
  {
    what: 'tokens of any size are written',
    changes: [
      [encrypt, 'if (octets.length > limit) throw tooLarge()', ''],
      [encrypt, 'if (token.length > limit) throw tooLarge()', ''],
    ],
    caughtBy: ['jwe limits'],
  },
  {
    what: 'dir is written for several recipients',
    changes: [
      [
        encryptJson,
        "if (entries.some(({ encryption: { alg } }) => alg.management === 'direct' || alg.management === 'agreement'))",
        'if (entries.length > 1e6)',
      ],
    ],
    caughtBy: ['jwe json'],
  },
  {
    what: 'what a nested JWT holds is taken without its signature',
    changes: [[jwt, 'if (holdsToken)\n', 'if (holdsToken && text.length < 0)\n']],
    caughtBy: ['jwt encrypted nested'],
  },
  {
    what: 'a token that says it holds none is taken for a nested JWT',
    changes: [[jwt, 'if (!holdsToken)', 'if (text.length < 0)']],
    caughtBy: ['jwt encrypted nested'],
  },
  {
    what: 'the claims of an encrypted JWT are not checked',
    changes: [
      [jwt, 'andThen(checkClaims(engine, claims, header, undefined, checks), () =>', 'andThen(undefined, () =>'],
    ],
    caughtBy: ['jwt encrypted'],
  },
  {
    what: 'the typ of an encrypted JWT is not checked',
    changes: [[jwt, 'checkType({ typ: header.typ }, checks)', '']],
    caughtBy: ['jwt encrypted'],
  },
  {
    what: 'an encrypted JWT may be as large as any JWE',
    changes: [
      [
        jwt,
        'decryptJwe(engine, token, key, decryption, engine.limits.jwt)',
        'decryptJwe(engine, token, key, decryption)',
      ],
    ],
    caughtBy: ['jwt encrypted'],
  },
  {
    what: 'what is encrypted is read again after a wait',
    changes: [
      [encrypt, 'isPromise(keys) ? Uint8Array.from(octets) : octets', 'octets'],
      [encryptJson, 'isPromise(keys) ? Uint8Array.from(octets) : octets', 'octets'],
    ],
    caughtBy: ['jwe changes'],
    modes: ['async'],
  },
  {
    what: 'keys are read again after a wait',
    changes: [['token/resolve.ts', "if (mode === 'sync') return source", 'if (mode !== undefined) return source']],
    caughtBy: ['jwe changes of keys'],
    modes: ['async'],
  },
]

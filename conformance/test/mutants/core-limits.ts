import type { CoreMutant } from './core-mutant.ts'

const jweHeader = 'jwe/header.ts'
const decrypt = 'jwe/decrypt.ts'
const takeApart = 'jwe/take-apart.ts'

/** What a token that comes in may cost, without its limit. */
export const limitMutants: readonly CoreMutant[] = [
  {
    what: 'a salt may be short',
    changes: [[jweHeader, 'p2s.length < least', 'p2s.length < 0']],
    caughtBy: ['jwe parameters', 'jwe policy'],
  },
  {
    what: 'a password may be iterated once',
    changes: [[jweHeader, ' || (p2c as number) < 1000', '']],
    caughtBy: ['jwe parameters'],
  },
  {
    what: 'iterations need not be a whole number',
    changes: [[jweHeader, '!Number.isSafeInteger(p2c) || ', '']],
    caughtBy: ['jwe parameters'],
  },
  {
    what: 'a recipient may ask for any number of iterations',
    changes: [
      [jweHeader, '(p2c as number) > engine.limits.p2c', '(p2c as number) > Number.MAX_SAFE_INTEGER'],
      [decrypt, 'if (iterations > engine.limits.p2c)', 'if (passwords.length > 1 && iterations > engine.limits.p2c)'],
    ],
    caughtBy: ['jwe parameters'],
  },
  {
    what: 'recipients together may ask for any number of iterations',
    changes: [[decrypt, 'if (iterations > engine.limits.p2c)', 'if (iterations < 0)']],
    caughtBy: ['jwe limits', 'jwe work'],
  },
  {
    what: 'each password that is tried has a budget of its own',
    changes: [[decrypt, 'found.slice(0, attempts)', 'found']],
    caughtBy: ['jwe work'],
  },
  {
    what: 'the budget of passwords counts the recipient alone',
    changes: [
      [
        decrypt,
        'Math.floor(engine.limits.p2c / iterations)',
        'Math.floor((engine.limits.p2c * passwords.length) / iterations)',
      ],
    ],
    caughtBy: ['jwe work'],
  },
  {
    what: 'recipients are not counted',
    changes: [[takeApart, 'if (recipients.length > engine.limits.signatures)', 'if (recipients.length > 1e6)']],
    caughtBy: ['jwe limits'],
  },
  {
    what: 'many recipients of large content are no matter',
    changes: [[decrypt, '> 4 * engine.limits.jwe', '> 4e9 * engine.limits.jwe']],
    caughtBy: ['jwe work'],
  },
  {
    what: 'what nothing protects has no limits',
    changes: [[takeApart, 'return checkUnprotected(engine, value, malformedHeader)', 'return value']],
    caughtBy: ['jwe limits'],
  },
  {
    what: 'inflating has no limit',
    changes: [[decrypt, 'inflate(deflated, engine.limits.inflated)', 'inflate(deflated, 2 ** 28)']],
    caughtBy: ['jwe strict'],
  },
  {
    what: 'content that is no DEFLATE stream comes as it is',
    changes: [
      [
        decrypt,
        'if (octets === undefined) throw new JWEParseError(',
        'if (octets === undefined) return deflated; else if (octets.length < 0) throw new JWEParseError(',
      ],
    ],
    caughtBy: ['jwe strict'],
  },
]

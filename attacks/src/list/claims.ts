import { type Attack, attack } from '../attack.ts'
import { secret, segment, signed, signedInput } from '../craft.ts'

const header = { alg: 'HS256', typ: 'JWT' }
const future = 4_000_000_000
const good = {
  token: signed(header, { sub: 'me', aud: 'api', iss: 'me', exp: future }),
  secret,
  audience: 'api',
  issuer: 'me',
}
const plain = { token: signed(header, { sub: 'me', exp: future }), secret }

/** Claims of another type or size than RFC 7519 gives them, and headers that want to be understood. */
export const claims: readonly Attack[] = [
  ...[
    '{"exp":"never"}',
    '{"exp":"4000000000"}',
    '{"exp":null}',
    '{"exp":{}}',
    '{"exp":[]}',
    '{"exp":true}',
    '{"exp":1e400}',
  ].map((text) => attack('claim laxity', text, 'secret', plain, { token: signed(header, text), secret })),
  ...['{"nbf":"0"}', '{"nbf":null}', '{"nbf":-1e400}', '{"iat":"now"}'].map((text) =>
    attack('claim laxity', text, 'secret', plain, { token: signed(header, text), secret }),
  ),
  ...['[]', '["sub"]', '"me"', '1', 'null', 'me', ''].map((text) =>
    attack('claim laxity', text === '' ? 'a payload of no octets' : `the payload ${text}`, 'secret', plain, {
      token: signed(header, text),
      secret,
    }),
  ),
  ...[{ aud: 'api.example' }, { aud: ['api.example', 'a'] }, { aud: [] }, { aud: {} }, { aud: [['api']] }, {}].map(
    (wrong) =>
      attack('claim laxity', `${named('aud', wrong)} where the audience is "api"`, 'secret', good, {
        ...good,
        token: signed(header, { iss: 'me', exp: future, ...wrong }),
      }),
  ),
  ...[{ iss: ['me', 'you'] }, { iss: ['me'] }, { iss: 'me ' }, { iss: {} }, {}].map((wrong) =>
    attack('claim laxity', `${named('iss', wrong)} where the issuer is "me"`, 'secret', good, {
      ...good,
      token: signed(header, { aud: 'api', exp: future, ...wrong }),
    }),
  ),
  ...critical(),
  ...sideData(),
]

function named(claim: string, members: object): string {
  return claim in members ? JSON.stringify(members) : `no ${claim}`
}

function critical(): readonly Attack[] {
  const bad = (members: object) => ({ token: signed({ ...header, ...members }, { exp: future }), secret })
  const rows: { readonly [what: string]: object } = {
    'crit ["x"] that nobody understands': { crit: ['x'], x: 1 },
    'crit []': { crit: [] },
    'crit "x"': { crit: 'x', x: 1 },
    'crit ["x","x"]': { crit: ['x', 'x'], x: 1 },
    'crit ["x"] without x': { crit: ['x'] },
    'crit ["alg"]': { crit: ['alg'] },
    'crit [1]': { crit: [1] },
    'b64 false without crit': { b64: false },
  }
  const clear = `${segment({ ...header, b64: false, crit: ['b64'] })}.{"sub":"me"}`
  return [
    ...Object.entries(rows).map(([what, members]) => attack('crit ignored', what, 'secret', plain, bad(members))),
    attack('crit ignored', 'a JWT that is not base64url (b64 false)', 'secret', plain, {
      token: signedInput(clear),
      secret,
    }),
  ]
}

function sideData(): readonly Attack[] {
  const rows: { readonly [what: string]: object } = {
    'kid {}': { kid: {} },
    'kid 1': { kid: 1 },
    'typ []': { typ: [] },
    'kid of 1 MB': { kid: 'k'.repeat(1_000_000) },
  }
  return Object.entries(rows).map(([what, members]) =>
    attack('side data', what, 'secret', plain, {
      token: signed({ alg: 'HS256', ...members }, { exp: future }),
      secret,
    }),
  )
}

import { type Attack, attack, costly } from '../attack.ts'
import { secret, segment, signed } from '../craft.ts'

const header = { alg: 'HS256', typ: 'JWT' }
const good = { token: signed(header, { sub: 'me' }), secret }

const nested = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`
const members = (count: number): object =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`m${index}`, 1]))
const huge = 'A'.repeat(100_000_000)

const tokens: { readonly [what: string]: string } = {
  'a header 10,000 deep': signed(`{"alg":"HS256","x":${nested(10_000)}}`, { sub: 'me' }),
  'claims 10,000 deep': signed(header, `{"sub":"me","x":${nested(10_000)}}`),
  'a header of 10,000 members': signed({ ...header, ...members(10_000) }, { sub: 'me' }),
  'a header of 10 MB': signed({ ...header, x: 'x'.repeat(10_000_000) }, { sub: 'me' }),
  'claims of 10 MB': signed(header, { sub: 'me', x: 'x'.repeat(10_000_000) }),
  'a payload of 100 MB, and no good MAC': `${segment(header)}.${huge}.AAAA`,
  'a signature of 100 MB': `${segment(header)}.e30.${huge}`,
  'a million dots': '.'.repeat(1_000_000),
}

/** More than anybody honest sends, with a good MAC where nothing else is said: what a token costs before it is refused. */
export const sizes: readonly Attack[] = Object.entries(tokens).map(([what, token]) =>
  costly(attack('size, depth, count', what, 'secret', good, { token, secret })),
)

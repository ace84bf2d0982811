import { type Attack, attack } from '../attack.ts'
import { secret, segment, signed, signedInput, withSegment } from '../craft.ts'

const header = { alg: 'HS256', typ: 'JWT' }
const token = signed(header, { sub: 'me' })
const good = { token, secret }
const bad = (text: unknown) => ({ token: text, secret })
const row = (what: string, text: unknown): Attack => attack('parser differences', what, 'secret', good, bad(text))

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
/** Two bits beside the octets that nobody reads. */
const trailing = (text: string): string => text.slice(0, -1) + alphabet[alphabet.indexOf(text.slice(-1)) ^ 1]
/** Of which the base64 has both characters that the alphabets differ in. */
const odd = { sub: '???>>>~~~' }

/** Two parsers read it differently, or one that is sloppy reads what nobody wrote. */
export const spelling: readonly Attack[] = [
  row("'=' behind the signature", `${token}=`),
  row('a space behind the signature', `${token} `),
  row('a newline behind the signature', `${token}\n`),
  row('a space in front of the token', ` ${token}`),
  row('another spelling of the same signature', withSegment(token, 2, trailing)),
  row("'=' behind the header, signed so", signedInput(`${segment(header)}=.${segment({ sub: 'me' })}`)),
  row(
    'the alphabet of base64 in the payload, signed so',
    signedInput(`${segment(header)}.${Buffer.from(JSON.stringify(odd)).toString('base64').replaceAll('=', '')}`),
  ),
  row(
    'white space in the payload, signed so',
    signedInput(`${segment(header)}.${segment({ sub: 'me' }).replace(/^..../, '$&\n')}`),
  ),
  row('a fourth segment', `${token}.e30`),
  row('a BOM before the header', signed(`\ufeff${JSON.stringify(header)}`, { sub: 'me' })),
  row('a BOM before the claims', signed(header, '\ufeff{"sub":"me"}')),
  row('alg twice in the header', signed('{"alg":"none","alg":"HS256"}', { sub: 'me' })),
  row('a claim twice', signed(header, '{"sub":"you","sub":"me"}')),
  row('UTF-8 that is none in the claims', signed(header, Buffer.from('{"sub":"\xff\xfe"}', 'latin1'))),
  row(
    'UTF-8 that is none in the header',
    signedInput(
      `${Buffer.from('{"alg":"HS256","x":"\xc0\xaf"}', 'latin1').toString('base64url')}.${segment({ sub: 'me' })}`,
    ),
  ),
  row('a lone surrogate in the claims', signed(header, '{"sub":"\\ud800"}')),
  row('something behind the JSON of the claims', signed(header, '{"sub":"me"} x')),
  attack('polyglot', 'the JSON form with two dots, as text', 'secret', good, bad(polyglot())),
  attack('polyglot', 'a compact token in JSON quotes', 'secret', good, bad(JSON.stringify(token))),
  ...proto(),
]

/** CVE-2022-39227: one parser reads the JSON, another what stands between the dots. */
function polyglot(): string {
  const [head, payload, signature] = token.split('.')
  const forged = segment({ sub: 'admin' })
  return `{"${head}.${forged}.":"","protected":"${head}","payload":"${payload}","signature":"${signature}"}`
}

function proto(): readonly Attack[] {
  const isHarmed = (result: unknown): boolean => (Object(result) as { readonly admin?: unknown }).admin !== undefined
  const hostile = '"__proto__":{"admin":true}'
  const data = { careful: 'read as data', isHarmed } as const
  return [
    { ...row('__proto__ as a claim', signed(header, `{"sub":"me",${hostile}}`)), ...data },
    { ...row('__proto__ in the header', signed(`{"alg":"HS256",${hostile}}`, { sub: 'me' })), ...data },
  ]
}

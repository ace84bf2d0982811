import { base64url, InvalidTokenError, JWSError, JWTClaimsError, JWTError } from '@jose/core'
import { equal, ok } from '../assert.ts'
import type { Suite } from '../suite.ts'
import { type Answer, refusesQuietly } from './attack-classes-refusal.ts'
import { craft, octetsOf, type Part, secret, segment, signature, utf8 } from './craft.ts'
import { joined } from './der.ts'
import { spellings } from './leaks.ts'
import { needKey, pairNames, testKeys } from './test-keys.ts'

const algorithms = ['HS256'] as const
const header = '{"alg":"HS256"}'
const malformed = { is: InvalidTokenError, code: 'ERR_JWT_INVALID' }
const critical = { is: JWTError, code: 'ERR_CRIT' }
const limited = { is: JWTError, code: 'ERR_LIMIT' }
const wrongTime = { is: JWTClaimsError, code: 'ERR_JWT_CLAIM_INVALID' }

const nested = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`
const many = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`m${index}`, 1]))

/** Header and payload under a good MAC, which libraries of some renown accept, and what we say. */
const contents: { readonly [what: string]: readonly [header: Part, payload: Part, answer: Answer] } = {
  'a BOM before the header': [`\ufeff${header}`, {}, malformed],
  'a BOM before the claims': [header, '\ufeff{}', malformed],
  'alg twice in the header': ['{"alg":"none","alg":"HS256"}', {}, malformed],
  'a claim twice': [header, '{"sub":"you","sub":"me"}', malformed],
  'UTF-8 that is none in the header': [joined(utf8('{"alg":"HS256","x":"'), [0xc0, 0xaf], utf8('"}')), {}, malformed],
  'UTF-8 that is none in the claims': [header, joined(utf8('{"sub":"'), [0xff, 0xfe], utf8('"}')), malformed],
  'a lone surrogate in the claims': [header, '{"sub":"\\ud800"}', malformed],
  'claims that are a list': [header, '[]', malformed],
  'claims that are a text': [header, '"me"', malformed],
  'claims that are a number': [header, '1', malformed],
  'exp 1e400': [header, '{"exp":1e400}', wrongTime],
  'nbf -1e400': [header, '{"nbf":-1e400}', wrongTime],
  'an iat that is text': [header, '{"iat":"now"}', wrongTime],
  'b64 false without crit': ['{"alg":"HS256","b64":false}', {}, critical],
  'crit that nobody understands': ['{"alg":"HS256","crit":["x"],"x":1}', {}, critical],
  'crit that is empty': ['{"alg":"HS256","crit":[]}', {}, critical],
  'crit that is a text': ['{"alg":"HS256","crit":"x","x":1}', {}, critical],
  'crit that names what is not there': ['{"alg":"HS256","crit":["x"]}', {}, critical],
  'crit that names alg': ['{"alg":"HS256","crit":["alg"]}', {}, critical],
  'a kid that is an object': ['{"alg":"HS256","kid":{}}', {}, malformed],
  'a kid that is a number': ['{"alg":"HS256","kid":1}', {}, malformed],
  'a typ that is a list': ['{"alg":"HS256","typ":[]}', {}, malformed],
  'a kid of 1 MB': [{ alg: 'HS256', kid: 'k'.repeat(1_000_000) }, {}, limited],
  'a header 10,000 deep': [`{"alg":"HS256","x":${nested(10_000)}}`, {}, limited],
  'claims 10,000 deep': [header, `{"x":${nested(10_000)}}`, limited],
  'a header of 10,000 members': [{ alg: 'HS256', ...many }, {}, limited],
  'claims of 1 MB': [header, { x: 'x'.repeat(1_000_000) }, limited],
}

/** Other spellings of a good token. */
const spelt: { readonly [what: string]: (token: string) => string } = {
  "'=' behind the signature": (token) => `${token}=`,
  'a space behind the signature': (token) => `${token} `,
  'a newline behind the signature': (token) => `${token}\n`,
  'bits behind the signature that stand for no octet': (token) =>
    token.replace(/.$/, (last) => alphabet[alphabet.indexOf(last) ^ 1] as string),
}
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** What other libraries were seen to accept (docs/security.md has the list), and what has no group of its own. */
export const attacksAccepted: Suite = (o, it) => {
  for (const [what, [head, payload, answer]] of Object.entries(contents)) {
    it(`${what}, under a good MAC`, async () => {
      const token = await craft(o, head, payload)
      const own = await craft(o, header, {})
      equal(await o.decode(own, secret, { algorithms }), {}, 'what is good')
      await refusesQuietly(() => o.decode(token, secret, { algorithms }), answer)
      await refusesQuietly(async () => o.createVerifier(secret, { algorithms })(token), answer)
      await refusesQuietly(async () => o.createVerifier(secret, { algorithms, cache: true })(token), answer)
    })
  }
  for (const [what, spell] of Object.entries(spelt)) {
    it(`${what}, of a token that is good`, async () => {
      const token = await craft(o, header, { sub: 'me' })
      const other = spell(token)
      equal(octetsOf(token)[2]?.length, 32)
      ok(other !== token, 'another spelling')
      await refusesQuietly(() => o.decode(other, secret, { algorithms }), malformed)
      await refusesQuietly(() => o.verify(other, secret, { algorithms }), { is: JWSError, code: 'ERR_JWS_INVALID' })
      const cached = o.createVerifier(secret, { algorithms, cache: true })
      equal(await cached(token), { sub: 'me' })
      await refusesQuietly(() => cached(other), malformed)
    })
  }
  it('white space inside the payload, which the MAC covers', async () => {
    const input = `${segment(header)}.e3\n0`
    const token = `${input}.${base64url.encode(await signature(o, input))}`
    await refusesQuietly(() => o.decode(token, secret, { algorithms }), malformed)
    await refusesQuietly(() => o.verify(token, secret, { algorithms }), { is: JWSError, code: 'ERR_JWS_INVALID' })
  })
  it('several signatures: a kid that no key has leaves the others as they are', async () => {
    const keys = [{ kty: 'oct', kid: 'a', k: base64url.encode(secret) }]
    const strange = { protected: { kid: 'nobody' }, key: 'the secret of somebody else, who is not known here' }
    for (const signers of [
      [strange, { protected: { kid: 'a' }, key: secret }],
      [{ protected: { kid: 'a' }, key: secret }, strange],
    ]) {
      const token = await o.signGeneral('x', signers)
      const verified = await o.verify(token, { keys }, { algorithms })
      equal([verified.text(), verified.header.kid], ['x', 'a'])
      const all = { algorithms, require: 'all' } as const
      await refusesQuietly(() => o.verify(token, { keys }, all), { is: JWSError, code: 'ERR_KEY_NOT_FOUND' })
    }
  })
  for (const name of pairNames) {
    it(`${name}: what is exported without a word is public`, async () => {
      needKey(o, name)
      const key = await o.construct(testKeys[name].private)
      const der = await key.toDer()
      const half = await (await key.publicKey()).toJwk({})
      const texts = [JSON.stringify(await key.toJwk()), await key.toPem(), Array.from(der).join(), JSON.stringify(half)]
      for (const text of texts)
        for (const spelling of spellings(name)) ok(!text.includes(spelling), 'nothing private in an export')
      equal((await o.construct({ der })).key.type, 'public')
    })
  }
}

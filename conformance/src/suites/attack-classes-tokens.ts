import { InvalidTokenError, JWEParseError, JWSError, JWTError } from '@jose/core'
import { equal } from '../assert.ts'
import type { Suite } from '../suite.ts'
import { refusesQuietly, within } from './attack-classes-refusal.ts'
import { craft, secret, segment, utf8 } from './craft.ts'
import { needAlgorithms, testKeys } from './test-keys.ts'

const algorithms = ['HS256', 'RS256', 'ES256']
const marker = 'whatTheAttackerWrote'

/** Tokens that choose how they are read, or how much work they make: see SECURITY.md. */
export const attackTokens: Suite = (o, it) => {
  const notAllowed = 'ERR_ALGORITHM_NOT_ALLOWED'
  const malformed = 'ERR_JWT_INVALID'
  const spellings: readonly (readonly [alg: unknown, code: string])[] = [
    ...['none', 'None', 'NONE', 'nOnE', 'none ', '', 'foo'].map((alg) => [alg, notAllowed] as const),
    ...[null, ['HS256'], undefined].map((alg) => [alg, malformed] as const),
  ]
  for (const [alg, code] of spellings) {
    it(`alg ${alg === undefined ? 'absent' : JSON.stringify(alg)} with a public key, a secret, a set or a resolver`, async () => {
      needAlgorithms(o, 'ES256', 'RS256')
      const { ES256: ec, RS256: rsa } = testKeys
      const mac = await craft(o, { alg }, { sub: marker })
      const input = mac.slice(0, mac.lastIndexOf('.'))
      const sets = [{ keys: [rsa.public, ec.public] }, [secret, ec.public]]
      for (const key of [rsa.public, rsa.publicPem, ec.public, secret, ...sets, () => rsa.public]) {
        for (const token of [`${input}.`, `${input}.AAAA`, mac]) {
          await refusesQuietly(() => o.decode(token, key, { algorithms }), { is: JWTError, code }, [marker])
          await refusesQuietly(() => o.createVerifier(key, { algorithms })(token), { is: JWTError, code }, [marker])
          const jws = code === malformed ? 'ERR_JWS_INVALID' : code
          await refusesQuietly(() => o.verify(token, key, { algorithms }), { is: JWSError, code: jws }, [marker])
        }
      }
    })
  }
  it('polyglots: JSON with two or with four dots, where a compact token is wanted (CVE-2022-39227)', async () => {
    const good = await o.sign({ sub: 'me' }, secret)
    const [head = '', payload = '', made = ''] = good.split('.')
    const forged = segment({ sub: marker })
    const json = JSON.stringify({ protected: head, payload, signature: made })
    const polyglots = [
      `{"${head}.${forged}.":"","protected":"${head}","payload":"${payload}","signature":"${made}"}`,
      `{"  ${head}.${forged}.${made}  ":"",${json.slice(1)}`,
      `${json.slice(0, -1)},"${head}.${forged}.${made}":0}`,
      `{"${head}....":"",${json.slice(1)}`,
      `{"${head}.${forged}.a.b.c":"",${json.slice(1)}`,
      `["${good}"]`,
      `"${good}"`,
    ]
    for (const polyglot of polyglots) {
      for (const token of [polyglot, utf8(polyglot)]) {
        const jwt = { is: InvalidTokenError, code: malformed }
        await refusesQuietly(() => o.decode(token, secret, { algorithms: ['HS256'] }), jwt, [forged])
        await refusesQuietly(() => o.decryptJwt(token, secret), jwt, [forged])
        const jws = { is: JWSError, code: 'ERR_JWS_INVALID' }
        await refusesQuietly(() => o.verify(token, secret, { algorithms: ['HS256'] }), jws, [forged])
        await refusesQuietly(() => o.decrypt(token, secret), { is: JWEParseError, code: 'ERR_JWE_INVALID' }, [forged])
      }
    }
  })
  it('100 MB in any segment, and a million dots, in each form and at once', async () => {
    const huge = 'A'.repeat(100_000_000)
    const head = segment({ alg: 'HS256' })
    const clear = segment({ alg: 'HS256', b64: false, crit: ['b64'] })
    const signed = [`${huge}.e30.AA`, `${head}.${huge}.AA`, `${head}.e30.${huge}`, `${clear}.${huge}.AA`]
    const dots = '.'.repeat(1_000_000)
    const json = [
      { protected: head, payload: huge, signature: 'AAAA' },
      { protected: clear, payload: huge, signature: 'AAAA' },
    ]
    const tooLarge = 'ERR_LIMIT'
    const detached = { algorithms: ['HS256'], payload: huge }
    const decodes = async (token: string, code: string): Promise<void> =>
      within(1_000, () =>
        refusesQuietly(() => o.decode(token, secret, { algorithms: ['HS256'] }), { is: JWTError, code }),
      )
    const verifies = async (token: unknown, code: string, options: object = { algorithms: ['HS256'] }): Promise<void> =>
      within(1_000, () => refusesQuietly(() => o.verify(token, secret, options), { is: JWSError, code }))
    for (const token of [...signed, dots]) await decodes(token, tooLarge)
    for (const token of [...signed, ...json]) await verifies(token, tooLarge)
    await verifies(dots, 'ERR_JWS_INVALID')
    await verifies(`${clear}..AA`, tooLarge, detached)
  })
  it('own members of the name __proto__ are data, and change the prototype of nothing', async () => {
    const header = '{"alg":"HS256","__proto__":{"alg":"none","admin":true}}'
    const token = await craft(o, header, '{"__proto__":{"admin":true,"exp":1}}')
    const { header: read, claims } = await o.decodeComplete(token, secret, { algorithms: ['HS256'] })
    for (const found of [read, claims] as readonly { readonly admin?: boolean; readonly exp?: unknown }[]) {
      equal([found.admin, found.exp, Object.keys(found).includes('__proto__')], [undefined, undefined, true])
      equal(Object.getPrototypeOf(found) === Object.prototype, true, 'a plain object')
    }
    equal(({} as { readonly admin?: boolean }).admin, undefined)
  })
}

import { base64url } from '@jose/core'
import type { Suite } from '../suite.ts'
import { utf8 } from './craft.ts'
import { base64, joined } from './der.ts'
import { refuseMaterial } from './refuse-material.ts'
import { testKeys } from './test-keys.ts'

/** Anything that is not exactly a key is refused as a `JWKError`, and the message quotes nothing of it. */
export const keyMalformed: Suite = (o, it) => {
  for (const name of ['RS256', 'ES256', 'ES512', 'Ed25519', 'Ed448'] as const) {
    const jwk = testKeys[name].private as { readonly [member: string]: string }
    it(`${name}: each member of the JWK is canonical base64url of the exact width`, async () => {
      for (const member of ['x', 'y', 'd', 'n', 'e', 'p', 'q', 'dp', 'dq', 'qi'].filter((each) => each in jwk)) {
        const text = jwk[member] ?? ''
        const octets = base64url.decode(text)
        const wrong: unknown[] = [
          '',
          `${text}=`,
          `${text} `,
          ` ${text}`,
          `${text}\n`,
          base64(octets).replace(/=*$/, '+'),
          null,
          5,
          [text],
        ]
        wrong.push({}, true, new Uint8Array(octets), `${text.slice(0, -1)}é`, `${text}A`.slice(0, -2), undefined)
        if (jwk.kty !== 'RSA') {
          const short = base64url.encode(octets.slice(1))
          const long = base64url.encode(joined([0], octets))
          wrong.push(short, long, base64url.encode(octets.slice(0, -1)), base64url.encode(joined(octets, [0])))
        }
        for (const value of wrong) await refuseMaterial(o, { ...jwk, [member]: value })
      }
    })
    it(`${name}: each member that must be there is missed`, async () => {
      const needed = { RSA: ['n', 'e'], EC: ['x', 'y', 'crv'], OKP: ['x', 'crv'] }[jwk.kty as 'RSA']
      for (const member of needed) {
        const { [member]: _, ...without } = jwk
        await refuseMaterial(o, without)
      }
    })
  }
  it('RSA: CRT members come all or not at all, and oth is refused', async () => {
    const jwk = testKeys.RS256.private
    for (const member of ['p', 'q', 'dp', 'dq', 'qi']) {
      const { [member]: _, ...without } = jwk
      await refuseMaterial(o, without)
    }
    await refuseMaterial(o, { ...jwk, oth: [] })
    await refuseMaterial(o, { ...testKeys.RS256.public, oth: [{ r: 'AQ', d: 'AQ', t: 'AQ' }] })
  })
  it('kty and crv are known names that go together', async () => {
    const { public: ec } = testKeys.ES256
    for (const kty of ['ec', 'RSA', 'OKP', 'oct ', 'DSA', '', null, 5, ['EC'], '__proto__', 'constructor']) {
      await refuseMaterial(o, { ...ec, kty })
    }
    for (const crv of ['p-256', 'P-384', 'secp256r1', 'Ed25519', '', null, 256, ['P-256'], '__proto__', 'toString']) {
      await refuseMaterial(o, { ...ec, crv })
    }
    for (const crv of ['P-256', 'ed25519', 'Ed448', 'X448', undefined]) {
      await refuseMaterial(o, { ...testKeys.Ed25519.public, crv })
    }
    await refuseMaterial(o, Object.create(ec))
  })
  it('AKP: alg must be there, and be the one of the key', async () => {
    const { alg: _, ...unnamed } = testKeys['ML-DSA-44'].public
    await refuseMaterial(o, unnamed)
    for (const alg of ['ML-DSA-65', 'ML-DSA', 'ES256', '', null, 44]) await refuseMaterial(o, { ...unnamed, alg })
    const { private: jwk } = testKeys['ML-DSA-44']
    await refuseMaterial(o, { ...jwk, priv: 'AAAA' })
    await refuseMaterial(o, { ...jwk, pub: (jwk.pub ?? '').slice(4) })
  })
  it('kid, alg and use are strings, key_ops distinct strings', async () => {
    const wrong = [null, 5, {}, ['x'], true]
    for (const value of wrong) {
      for (const member of ['kid', 'alg', 'use'])
        await refuseMaterial(o, { ...testKeys.HS256.private, [member]: value })
    }
    for (const value of [null, 'sign', {}, ['sign', 'sign'], [1], [['sign']]]) {
      await refuseMaterial(o, { ...testKeys.HS256.private, key_ops: value })
    }
  })
  it('oct: k is canonical base64url of at least one byte', async () => {
    for (const k of ['', undefined, null, 5, 'a', 'aa=', 'ab', 'a+', 'YWJj\n', ['YWJj'], new Uint8Array(32)]) {
      await refuseMaterial(o, { kty: 'oct', k })
    }
  })
  it('the text of a JWK is strict JSON', async () => {
    const text = JSON.stringify(testKeys.ES256.private)
    const bad = [
      text.slice(0, -1),
      `${text}}`,
      `${text},`,
      text.replace('{', '{"kty":"oct",'),
      text.replace('"d"', '"x"'),
      `[${text}]`,
    ]
    for (const each of [...bad, text.replace('"kid"', '"\\ud800"'), `{"keys":[${text}]}`, `\ufeff${text}`]) {
      await refuseMaterial(o, each)
      await refuseMaterial(o, each, 'ES256')
      await refuseMaterial(o, utf8(each), 'ES256')
    }
  })
  it('what is no form of a key at all', async () => {
    const forms = [undefined, null, 5, true, Symbol('key'), () => 'secret', {}, [], [testKeys.ES256.public], new Map()]
    const more = [new Date(), /x/, { der: 'text' }, { der: null }, { keys: [testKeys.ES256.public] }, Object(1), NaN]
    for (const material of [...forms, ...more, new ArrayBuffer(32), new Uint16Array(16), BigInt(5)]) {
      await refuseMaterial(o, material)
      await refuseMaterial(o, material, 'HS256')
    }
    for (const material of ['', new Uint8Array(0), { der: new Uint8Array(0) }]) await refuseMaterial(o, material)
    for (const text of ['no key', 'MIIB', '{}', '-----BEGIN']) await refuseMaterial(o, text, 'RS256')
  })
}

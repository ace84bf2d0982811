import { base64url, type DecryptOptions, JWEError, JWEParseError } from '@jose/core'
import agreements from '../../vectors/primitives/agreements.json' with { type: 'json' }
import { equal, ok, refuses } from '../assert.ts'
import type { Suite } from '../suite.ts'
import { altered } from './altered.ts'
import { fromHex, fromNumber } from './der.ts'
import { craftJwe, failsToDecrypt, primitivesOf, secretOf } from './jwe-craft.ts'
import { agreementKeys, password } from './jwe-recipes.ts'
import { needAlgorithms, skipLacking, type testKeys } from './test-keys.ts'

const primes: { readonly [curve: string]: string } = {
  'P-256': 'ffffffff00000001000000000000000000000000ffffffffffffffffffffffff',
  'P-384': 'fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffffff0000000000000000ffffffff',
  'P-521': `01${'ff'.repeat(65)}`,
}

/** What the algorithms put into the header: `epk`, `p2s`, `p2c`, `iv`, `tag` (RFC 7518 §4). */
export const jweParameters: Suite = (o, it) => {
  const reads = async (header: object, key: unknown, options?: DecryptOptions) =>
    o.decrypt(await craftJwe(o, { header: { enc: 'A256GCM', ...header } }), key, options)

  for (const [curve, keys] of Object.entries(agreementKeys)) {
    for (const alg of ['ECDH-ES', 'ECDH-ES+A256KW']) {
      it(`${alg} on ${curve}: an epk that no honest sender writes (CVE-2016-9121, CVE-2017-12974)`, async () => {
        if (!o.jose.supports(alg, { curve })) skipLacking(o, `${alg} on ${curve}`)
        const { kid: _, ...good } = keys.public
        const width = base64url.decode(good.x as string).length
        const others = Object.entries(agreementKeys).flatMap(([name, { public: other }]) =>
          name === curve ? [] : [other],
        )
        const isPoint = good.kty === 'EC'
        const prime = base64url.encode(isPoint ? fromHex(primes[curve] as string) : new Uint8Array(0))
        const bad: unknown[] = [
          ...[undefined, null, '', 'AAAA', JSON.stringify(good), 5, [good], [], {}],
          ...others,
          { ...good, crv: 'secp256k1' },
          { ...good, crv: 'Ed25519' },
          { ...good, crv: undefined },
          { ...good, kty: isPoint ? 'OKP' : 'EC' },
          { ...good, kty: 'oct', k: good.x },
          { ...good, kty: undefined },
          { ...keys.private, kid: undefined },
          { ...good, d: 'AAAA' },
          { ...good, d: null },
          { ...good, x: undefined },
          { ...good, x: '' },
          { ...good, x: `${good.x}=` },
          { ...good, x: base64url.encode(base64url.decode(good.x as string).slice(1)) },
          { ...good, x: base64url.encode(new Uint8Array(width + 1)) },
          { ...good, x: 5 },
          ...(isPoint
            ? [
                { ...good, y: undefined },
                { ...good, y: good.x },
                { ...good, x: base64url.encode(new Uint8Array(width)), y: base64url.encode(new Uint8Array(width)) },
                { ...good, x: prime },
                { ...good, y: prime },
                { ...good, x: base64url.encode(fromNumber((1n << BigInt(width * 8)) - 1n)) },
              ]
            : [{ ...good, x: base64url.encode(new Uint8Array(width)) }]),
          ...agreements.notOnTheCurve.filter(({ crv }) => crv === curve),
          ...agreements.smallOrder.filter(({ crv }) => crv === curve),
        ]
        for (const [index, epk] of bad.entries()) {
          const encryptedKey = alg === 'ECDH-ES' ? new Uint8Array(0) : secretOf(40)
          const token = await craftJwe(o, { header: { alg, enc: 'A256GCM', epk }, encryptedKey })
          const error = await refuses(() => o.decrypt(token, keys.private), { is: JWEError })
          ok(error.name !== 'JWEInvalidAuth', `no key is derived: ${index}`)
        }
      })
    }
  }
  it('an X25519 agreement that gives zeros fails like any other', async () => {
    const curve = 'X25519'
    if (!o.jose.supports('ECDH-ES', { curve })) skipLacking(o, curve)
    const { private: read, public: write } = agreementKeys[curve] as typeof testKeys.ES256
    const token = await o.encrypt('x', write, { algorithm: 'ECDH-ES' })
    const agree = () => undefined
    const { async, sync } = o.backend
    const zeros = altered(o, { async: { ...async, agree }, sync: sync && { ...sync, agree } })
    await failsToDecrypt(zeros, token, read)
    equal(typeof primitivesOf(o).agree, 'function')
  })
  it('apu and apv that are no base64url', async () => {
    needAlgorithms(o, 'A256KW')
    for (const name of ['apu', 'apv'])
      for (const value of [5, null, {}, 'A', 'AB=', 'A B', 'AB', '+/+/'])
        await refuses(() => reads({ alg: 'dir', [name]: value }, secretOf(32)), { is: JWEParseError, message: name })
  })
  for (const alg of ['PBES2-HS256+A128KW', 'PBES2-HS512+A256KW']) {
    it(`${alg}: p2c that is none, too small, or a bomb, is refused before any work (CVE-2022-36083)`, async () => {
      needAlgorithms(o, alg)
      const { async, sync } = o.backend
      const derive = () => {
        throw new RangeError('work was done')
      }
      const idle = altered(o, { async: { ...async, derive }, sync: sync && { ...sync, derive } })
      const p2s = base64url.encode(new Uint8Array(16))
      const values = [
        '2147483647',
        '1200001',
        '9007199254740993',
        '0',
        '-1',
        '-1000',
        '1.5',
        '1000.5',
        '"1000"',
        '1e309',
        '999',
        'null',
        '[1000]',
        '{}',
        'true',
        undefined,
      ]
      for (const p2c of values) {
        const member = p2c === undefined ? '' : `,"p2c":${p2c}`
        const header = `{"alg":"${alg}","enc":"A256GCM","p2s":"${p2s}"${member}}`
        const token = await craftJwe(o, { header, encryptedKey: secretOf(40) })
        const tooMany = ['2147483647', '1200001'].includes(p2c ?? '')
        const refusal = { is: JWEParseError, ...(tooMany && { code: 'ERR_LIMIT' }) }
        await refuses(() => idle.decrypt(token, password, { algorithms: [alg] }), refusal)
      }
    })
    it(`${alg}: p2s that is none, or shorter than 8 bytes`, async () => {
      needAlgorithms(o, alg)
      for (const p2s of [
        undefined,
        null,
        '',
        'AAAAAAAAAA',
        base64url.encode(new Uint8Array(7)),
        5,
        'AAAAAAAAAAAAAAAAAAAAA!',
        {},
      ])
        await refuses(() => reads({ alg, p2s, p2c: 1000 }, password, { algorithms: [alg] }), {
          is: JWEParseError,
          message: 'p2s',
        })
    })
  }
  it('the limit of p2c is the caller’s', async () => {
    needAlgorithms(o, 'PBES2-HS256+A128KW')
    const algorithm = 'PBES2-HS256+A128KW'
    const token = await o.encrypt('x', password, { algorithm, p2c: 2000 })
    const less = o.with({ limits: { p2c: 1999 } })
    await refuses(() => less.decrypt(token, password, { algorithms: algorithm }), { code: 'ERR_LIMIT' })
    await refuses(() => less.encrypt('x', password, { algorithm, p2c: 2000 }), { is: TypeError })
    equal((await o.with({ limits: { p2c: 2000 } }).decrypt(token, password, { algorithms: algorithm })).text(), 'x')
  })
  for (const bits of [128, 192, 256]) {
    it(`A${bits}GCMKW: iv and tag of exactly 12 and 16 bytes`, async () => {
      const alg = `A${bits}GCMKW`
      needAlgorithms(o, alg)
      const key = secretOf(bits / 8)
      const good = { iv: base64url.encode(new Uint8Array(12)), tag: base64url.encode(new Uint8Array(16)) }
      await failsToDecrypt(
        o,
        await craftJwe(o, { header: { alg, enc: 'A256GCM', ...good }, encryptedKey: secretOf(32) }),
        key,
      )
      const lengths = { iv: [0, 1, 8, 11, 13, 16], tag: [0, 4, 8, 12, 15, 17, 32] } as const
      for (const name of ['iv', 'tag'] as const) {
        const values = [
          undefined,
          null,
          5,
          {},
          '!',
          ...lengths[name].map((length) => base64url.encode(new Uint8Array(length))),
        ]
        for (const value of values)
          await refuses(() => reads({ alg, ...good, [name]: value }, key), { is: JWEParseError })
      }
    })
  }
  it('dir and ECDH-ES have no encrypted key', async () => {
    for (const length of [1, 8, 16, 40])
      await refuses(
        async () =>
          o.decrypt(
            await craftJwe(o, { header: { alg: 'dir', enc: 'A256GCM' }, encryptedKey: secretOf(length) }),
            secretOf(32),
          ),
        {
          is: JWEParseError,
          message: 'no encrypted key',
        },
      )
    if (!o.jose.supports('ECDH-ES', { curve: 'P-256' })) return
    const { private: read, public: write } = agreementKeys['P-256'] as typeof testKeys.ES256
    const parts = (await o.encrypt('x', write, { algorithm: 'ECDH-ES' })).split('.')
    parts[1] = 'AAAA'
    await refuses(() => o.decrypt(parts.join('.'), read), { is: JWEParseError, message: 'no encrypted key' })
  })
  it('iv and tag have exactly their lengths (CVE-2016-9123, CVE-2017-12972)', async () => {
    const sizes = {
      A128GCM: [12, 16],
      A256GCM: [12, 16],
      'A128CBC-HS256': [16, 16],
      'A192CBC-HS384': [16, 24],
      'A256CBC-HS512': [16, 32],
    }
    for (const [enc, [ivLength, tagLength]] of Object.entries(sizes) as [string, [number, number]][]) {
      if (!o.jose.supports(enc)) continue
      const key = secretOf(enc === 'A128GCM' ? 16 : enc.includes('GCM') ? 32 : tagLength * 2)
      const parts = (await craftJwe(o, { header: { alg: 'dir', enc }, enc })).split('.') as [
        string,
        string,
        string,
        string,
        string,
      ]
      const cases = [
        [2, ivLength, 'initialization vector'],
        [4, tagLength, 'tag'],
      ] as const
      for (const [index, length, what] of cases) {
        for (const size of [0, 1, 8, 11, 12, 13, 15, 16, 17, 24, 31, 32, 33, 64]) {
          if (size === length) continue
          const octets = Uint8Array.from({ length: size }, (_, at) => base64url.decode(parts[index])[at] ?? 0)
          const token = parts.map((part, at) => (at === index ? base64url.encode(octets) : part)).join('.')
          await refuses(() => o.decrypt(token, key), { is: JWEParseError, message: what })
        }
      }
    }
  })
}

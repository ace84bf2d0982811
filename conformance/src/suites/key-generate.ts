import { contentEncryptions, keyManagementAlgorithms, signatureAlgorithms, UnsupportedAlgorithmError } from '@jose/core'
import { equal, ok, refuses } from '../assert.ts'
import type { Suite } from '../suite.ts'
import { skipLacking } from './test-keys.ts'

/** `jwk.generate`: a fresh key of the right kind, size and name for every algorithm. */
export const keyGenerate: Suite = (o, it) => {
  const { jose } = o

  for (const { name, kty, variants } of Object.values(signatureAlgorithms)) {
    for (const { crv, signatureBytes } of variants) {
      const options = variants.length > 1 && crv !== undefined ? { curve: crv } : {}
      const title = crv === undefined ? name : `${name} on ${crv}`
      const supported = async (): Promise<void> => {
        if (jose.supports(name, crv === undefined ? {} : { curve: crv })) return
        await refuses(() => o.generate(name, options), { is: UnsupportedAlgorithmError })
        skipLacking(o, title)
      }
      // One RSA key is like another, and some backends take seconds for each.
      if (kty === 'RSA' && name !== 'RS256' && name !== 'PS512') {
        it(`${title}: an RSA key, as for RS256`, async () => {
          await supported()
          await refuses(() => o.generate(name, { size: 1024 }), { is: TypeError, message: '2048' })
        })
        continue
      }
      it(title, async () => {
        await supported()
        const made = await o.generate(name, options)
        const { key } = made
        equal([key.kty, key.type, key.algorithm, key.crv], [kty, kty === 'oct' ? 'secret' : 'private', name, crv])
        equal(key.kid, await o.thumbprint(key), 'kid')
        equal(key.use, undefined)
        if (kty === 'oct') equal(key.bits, (signatureBytes ?? 0) * 8, 'bits')
        if (kty === 'RSA') equal([key.bits, (await made.toJwk()).e], [2048, 'AQAB'])
        const token = await o.sign('x', key)
        equal((await o.verify(token, key)).text(), 'x')
        const jwk = await made.toJwk({ private: true })
        equal([jwk.kid, jwk.alg], [key.kid, name])
        equal((await o.verify(token, jwk)).text(), 'x')
        if (kty !== 'oct') equal((await o.verify(token, (await made.publicKey()).key)).text(), 'x')
        if (kty !== 'RSA') ok((await o.generate(name, options)).key.kid !== key.kid, 'another key each time')
      })
    }
  }
  for (const name of [...Object.keys(keyManagementAlgorithms), ...Object.keys(contentEncryptions)]) {
    const {
      bits = contentEncryptions[name]?.cekBits,
      kty: [kty = 'oct'] = [],
      curves,
    } = keyManagementAlgorithms[name] ?? {}
    for (const curve of curves ?? [undefined]) {
      const options = { ...(name === 'dir' ? { size: 256 } : {}), ...(curve === undefined ? {} : { curve }) }
      const title = curve === undefined ? name : `${name} on ${curve}`
      const supported = async (): Promise<void> => {
        if (jose.supports(name, curve === undefined ? {} : { curve })) return
        await refuses(() => o.generate(name, options), { is: UnsupportedAlgorithmError })
        skipLacking(o, title)
      }
      if (kty === 'RSA') {
        it(`${name}: an RSA key, as for RS256`, async () => {
          await supported()
          await refuses(() => o.generate(name, { size: 1024 }), { is: TypeError, message: '2048' })
        })
        continue
      }
      it(title, async () => {
        await supported()
        const { key } = await o.generate(name, options)
        equal([key.kty, key.algorithm, key.crv], [curve?.startsWith('X') ? 'OKP' : kty, name, curve])
        if (kty === 'oct') equal(key.bits, name === 'dir' ? 256 : bits, 'bits')
        equal(key.kid, await o.thumbprint(key), 'kid')
      })
    }
  }

  it('kid and use are the caller’s', async () => {
    const made = await o.generate('HS256', { kid: 'mine', use: 'sig' })
    equal([made.key.kid, made.key.use], ['mine', 'sig'])
    equal((await o.generate('HS256', { kid: '' })).key.kid, '')
    const forEncryption = await o.generate('HS256', { use: 'enc' })
    await refuses(() => forEncryption.sign('x'), { code: 'ERR_KEY_UNFIT' })
  })
  it('secrets: size in bits, no less than the hash', async () => {
    for (const size of [256, 512, 8192]) equal((await o.generate('HS256', { size })).key.bits, size)
    for (const size of [0, 8, 248, 257, 8200, -256, 256.5, Number.NaN, '256']) {
      await refuses(() => o.generate('HS256', { size: size as number }), { is: TypeError })
    }
    await refuses(() => o.generate('HS512', { size: 256 }), { is: TypeError })
  })
  it('RSA: size in bits, from 2048 to 16384', async () => {
    for (const size of [512, 1024, 2040, 2047, 2049, 16392, 1e9, -2048, Number.POSITIVE_INFINITY, '2048']) {
      await refuses(() => o.generate('RS256', { size: size as number }), { is: TypeError })
    }
  })
  it('EC, OKP and AKP keys have no choice of sizes', async () => {
    for (const name of ['ES256', 'EdDSA', 'ML-DSA-44']) {
      await refuses(() => o.generate(name, { size: 256 }), { is: TypeError })
    }
  })
  it('curves are those of the algorithm', async () => {
    if (jose.supports('EdDSA', { curve: 'Ed25519' })) equal((await o.generate('EdDSA')).key.crv, 'Ed25519')
    for (const [name, curve] of [
      ['ES256', 'P-384'],
      ['EdDSA', 'X25519'],
      ['Ed25519', 'Ed448'],
      ['RS256', 'P-256'],
      ['HS256', ''],
      ['EdDSA', '__proto__'],
    ] as const) {
      await refuses(() => o.generate(name, { curve }), { is: TypeError })
    }
  })
  it('names and options that do not exist are errors of the programmer', async () => {
    for (const name of ['foo', 'none', '', '__proto__', 'constructor', undefined, 5]) {
      await refuses(() => o.generate(name as string), { is: TypeError })
    }
    for (const options of [{ bits: 256 }, { kid: 5 }, { use: 'both' }, { extractable: false }, null, 'x']) {
      await refuses(() => o.generate('HS256', options as object), { is: TypeError })
    }
  })
}

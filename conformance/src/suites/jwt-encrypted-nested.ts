import { InvalidKeyError, JWTError } from '@jose/core'
import { equal, ok, refuses } from '../assert.ts'
import type { Suite } from '../suite.ts'
import { craft, secret, segment } from './craft.ts'
import { craftJwe, secretOf } from './jwe-craft.ts'
import { needAlgorithms, testKeys } from './test-keys.ts'

const key = secretOf(32)
const is = JWTError
const header = { alg: 'dir', enc: 'A256GCM' }

/** Signed JWTs inside encrypted ones (RFC 7519 §11.2). */
export const jwtEncryptedNested: Suite = (o, it) => {
  const claims = { sub: 'me', aud: 'you', n: 1 }
  const audience = 'you'
  const verify = { key: secret, algorithms: ['HS256'] }
  const sign = { key: secret, algorithm: 'HS256' }
  const sealed = async (plaintext: string | Uint8Array, members: object = {}) =>
    craftJwe(o, { header: { ...header, ...members }, plaintext })

  it('nested: signed, then encrypted, in one call each way', async () => {
    const token = await o.encryptJwt(claims, key, { sign, kid: 'k' })
    equal(o.jose.jwt.getUnverifiedHeader(token), { ...header, cty: 'JWT', kid: 'k' })
    equal(await o.decryptJwt(token, key, { audience, verify }), claims)
    const complete = await o.decryptJwtComplete(token, key, { audience, verify })
    equal(
      [complete.claims, complete.signed?.header, complete.header.cty],
      [claims, { alg: 'HS256', typ: 'JWT' }, 'JWT'],
    )
    ok(complete.signed?.key !== undefined && complete.signed.key !== complete.key, 'both keys')
    const inner = (await o.decrypt(token, key)).text()
    equal(await o.decode(inner, secret, { algorithms: ['HS256'], audience }), claims)
    for (const cty of ['JWT', 'jwt', 'application/jwt', 'Application/JWT'])
      equal(await o.decryptJwt(await o.encrypt(inner, key, { cty }), key, { audience, verify }), claims)
  })
  it('nested, with RSA and ECDSA keys', async () => {
    needAlgorithms(o, 'RSA-OAEP', 'ES256')
    const token = await o.encryptJwt(claims, testKeys.RS256.public, {
      algorithm: 'RSA-OAEP',
      encryption: 'A128CBC-HS256',
      sign: { key: testKeys.ES256.private, algorithm: 'ES256', headers: { kid: 'test-ES256' } },
    })
    const verifying = { key: { keys: [testKeys.ES256.public] }, algorithms: ['ES256'] }
    equal(
      await o.decryptJwt(token, testKeys.RS256.private, { audience, verify: verifying, algorithms: ['RSA-OAEP'] }),
      claims,
    )
  })
  it('nested: nothing passes without its signature', async () => {
    const token = await o.encryptJwt(claims, key, { sign })
    await refuses(() => o.decryptJwt(token, key, { audience }), { is, code: 'ERR_JWT_NESTED', message: 'verify' })
    await refuses(() => o.decryptJwt(token, key, { audience, verify: { ...verify, key: `${secret}?` } }), {
      is,
      code: 'ERR_JWT_SIGNATURE',
    })
    await refuses(() => o.decryptJwt(token, key, { audience, verify: { ...verify, algorithms: ['HS512'] } }), {
      is,
      code: 'ERR_ALGORITHM_NOT_ALLOWED',
    })
    await refuses(() => o.decryptJwt(token, key, { verify }), { is, message: 'audience' })
    const expired = await o.encryptJwt({ exp: 1 }, key, { sign })
    await refuses(() => o.decryptJwt(expired, key, { verify }), { is, code: 'ERR_JWT_EXPIRED' })
    const plain = await o.encryptJwt(claims, key)
    await refuses(() => o.decryptJwt(plain, key, { audience, verify }), { is, code: 'ERR_JWT_NESTED' })
    await refuses(async () => o.decryptJwt(await sealed('{}', { cty: 'JWT' }), key, { verify }), { is })
    await refuses(async () => o.decryptJwt(await sealed('{}', { cty: 'JWT' }), key), { is, code: 'ERR_JWT_NESTED' })
  })
  it('around an unsecured JWT, whatever the header says (CVE-2026-29000)', async () => {
    const unsecured = `${segment({ alg: 'none' })}.${segment({ admin: true })}.`
    for (const members of [{ cty: 'JWT' }, { cty: 'jwt' }, {}, { typ: 'JWT' }]) {
      const token = await sealed(unsecured, members)
      await refuses(() => o.decryptJwt(token, key), { is })
      await refuses(() => o.decryptJwt(token, key, { verify }), { is })
      await refuses(() => o.decryptJwt(token, key, { verify: { key: secret, algorithms: ['none'] } }), {
        is: InvalidKeyError,
      })
    }
    const inner = await craft(o, { alg: 'HS256' }, { admin: true }, `${secret}?`)
    await refuses(async () => o.decryptJwt(await sealed(inner, { cty: 'JWT' }), key, { verify }), {
      is,
      code: 'ERR_JWT_SIGNATURE',
    })
  })
  it('an encrypted token where a signed one is wanted, and the reverse (CVE-2022-3102, CVE-2023-51774)', async () => {
    const encrypted = await o.encryptJwt(claims, key)
    const signed = await o.encode(claims, secret)
    await refuses(() => o.decode(encrypted, key, { algorithms: ['HS256'] }), { is, message: 'encrypted' })
    await refuses(() => o.createVerifier(key, { algorithms: ['HS256'] })(encrypted), { is })
    await refuses(() => o.decryptJwt(signed, secret), { is, message: 'signed' })
    needAlgorithms(o, 'RSA-OAEP')
    const { private: read, public: write } = testKeys.RS256
    const forged = await o.encryptJwt(claims, write, { algorithm: 'RSA-OAEP' })
    for (const each of [read, write])
      await refuses(() => o.decode(forged, each, { algorithms: ['RS256', 'PS256'] }), { is })
    await refuses(() => o.decryptJwt(forged, read, { audience, verify: { key: write, algorithms: ['RS256'] } }), { is })
  })
}

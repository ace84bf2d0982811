import { base64url, InvalidKeyError, JOSEError, JWEError, JWEInvalidAuth, JWSError, JWTError } from '@jose/core'
import { equal, refuses } from '../assert.ts'
import { skip } from '../skip.ts'
import type { Suite } from '../suite.ts'
import { altered } from './altered.ts'
import { craftJwe, failsToDecrypt, secretOf } from './jwe-craft.ts'
import { agreementKeys, password } from './jwe-recipes.ts'
import { needDeflate, testKeys } from './test-keys.ts'

const key = new Uint8Array(32).fill(7)
const misuse = { is: TypeError }

/** What passed once in encryption because nobody had thought of it. */
export const encryptionFindings: Suite = (o, it) => {
  it("the options of 'verify' and 'sign' are read as strictly as all others", async () => {
    const token = await o.encryptJwt({ a: 1 }, key, { sign: { key: 'secret' } })
    const verify = (options: object) => o.decryptJwt(token, key, { verify: options } as never)
    equal(await verify({ key: 'secret', algorithms: ['HS256'] }), { a: 1 })
    await refuses(() => verify({ key: 'secret', algoritms: ['HS256'] }), misuse)
    await refuses(() => verify({ key: 'secret', algorithms: undefined }), misuse)
    await refuses(() => o.decryptJwt(token, key, { verify: null } as never), misuse)
    for (const sign of [undefined, null, 'secret']) {
      await refuses(() => o.encryptJwt({ a: 1 }, key, { sign } as never), misuse)
    }
  })
  it("a nested token says 'JWT' in its cty and nothing else", async () => {
    for (const options of [{ cty: 'x' }, { headers: { cty: 'x' } }]) {
      await refuses(() => o.encryptJwt({ a: 1 }, key, { ...options, sign: { key: 'secret' } } as never), misuse)
    }
  })
  it('headers of an encrypted JWT that are no plain object are refused, not spread', async () => {
    for (const headers of ['abc', null, ['a']]) {
      await refuses(() => o.encryptJwt({ a: 1 }, key, { headers } as never), misuse)
    }
  })
  it('claims too large to write are a JWTError of the limit', async () => {
    const error = await refuses(() => o.encryptJwt({ a: 'x'.repeat(300_000) }, key), {
      is: JWTError,
      code: 'ERR_LIMIT',
    })
    equal(error.name, 'JWTError')
  })
  it('additional data with a lone surrogate is refused, not replaced', async () => {
    await refuses(() => o.encryptFlattened('x', { key }, { aad: '\ud800' }), misuse)
  })
  it("a single recipient's key may name the enc in the JSON forms too", async () => {
    const named = await o.construct(key.slice(0, 16), 'A128GCM')
    const token = await o.encryptFlattened('x', { key: named.key }, {})
    equal((await o.decrypt(token, named.key)).text(), 'x')
  })
  it('what inflates to more than the limit is not written', async () => {
    const text = 'x'.repeat(300_000)
    needDeflate(o)
    await refuses(() => o.encrypt(text, key, { zip: 'DEF' }), { is: JWEError, code: 'ERR_LIMIT' })
  })
  it('a key on a curve that the algorithm does not have is refused when it is constructed for it', async () => {
    for (const [jwk, algorithm] of [
      [testKeys.Ed25519.public, 'ECDH-ES'],
      [testKeys.Ed25519.public, 'ECDH-ES+A256KW'],
    ] as const) {
      if (!o.jose.supports('Ed25519')) skip(`${o.backend.name} has no Ed25519`)
      await refuses(() => o.construct(jwk, algorithm), { is: InvalidKeyError, code: 'ERR_KEY_UNFIT' })
    }
  })
  it('supports() knows no option but the curve', async () => {
    await refuses(async () => o.jose.supports('EdDSA', { crv: 'Ed25519' } as never), misuse)
  })
  it('an encrypted key of a length that none has is not worked on', async () => {
    const token = await o.encrypt('x', key, { algorithm: 'A256KW' })
    const [head = '', , ...rest] = token.split('.')
    let calls = 0
    const unwrap = (): undefined => {
      calls++
    }
    const { async, sync } = o.backend
    const counting = altered(o, { async: { ...async, unwrap }, sync: sync && { ...sync, unwrap } })
    for (const length of [0, 8, 39, 48, 100_000]) {
      const changed = [head, base64url.encode(new Uint8Array(length)), ...rest].join('.')
      await refuses(() => counting.decrypt(changed, key), { is: JWEInvalidAuth })
    }
    equal(calls, 0)
  })
  it('what a key encrypts by itself lies in memory of its own', async () => {
    const { ciphertext, iv, tag } = await (await o.construct(key, 'A256GCM')).encrypt('hi')
    equal(
      [ciphertext, iv, tag].map(({ buffer }) => buffer.byteLength),
      [2, 12, 16],
    )
  })
  it('a key for RSA1_5 unwraps nothing by itself: its answer would be an oracle', async () => {
    const rsa = await o.construct({ ...testKeys.RS256.private, alg: undefined }, 'RSA1_5')
    await refuses(() => rsa.unwrapKey(new Uint8Array(256)), { is: JOSEError })
  })
  it('several signers sign the same octets, whatever becomes of them meanwhile', async () => {
    const octets = new Uint8Array([104, 105])
    const signing = o.signGeneral(octets, [{ key: 'secret' }, { key: 'secret' }], { b64: false })
    octets.fill(120)
    const token = await signing
    equal((await o.verify(token, 'secret', { algorithms: ['HS256'], require: 'all' })).text(), 'hi')
  })
  it('many signatures over a large payload are refused by the work they would cost', async () => {
    const { payload, ...one } = await o.signFlattened('x'.repeat(1_000_000), { key: 'secret' })
    const token = { payload, signatures: Array(100).fill(one) }
    await refuses(() => o.verify(token, 'secret', { algorithms: ['HS256'] }), { is: JWSError, code: 'ERR_LIMIT' })
  })
  it('a zip that nobody knows is refused even where the content is a DEFLATE stream', async () => {
    needDeflate(o)
    // "x" as a stored block, RFC 1951 §3.2.4.
    const plaintext = Uint8Array.of(1, 1, 0, 0xfe, 0xff, 0x78)
    const zipped = (zip: string) => craftJwe(o, { header: { alg: 'dir', enc: 'A256GCM', zip }, cek: key, plaintext })
    equal((await o.decrypt(await zipped('DEF'), key)).text(), 'x')
    for (const zip of ['def', 'DEFLATE', 'GZ', 'RAW', ''])
      await refuses(async () => o.decrypt(await zipped(zip), key), { is: JWEError, code: 'ERR_JWE_INVALID' })
  })
  it('content under a key that anybody knows does not decrypt, whatever became of the encrypted key', async () => {
    const { private: read } = testKeys.RS256
    const gcm = { iv: base64url.encode(new Uint8Array(12)), tag: base64url.encode(new Uint8Array(16)) }
    const { kid: _, ...epk } = (agreementKeys['P-256'] as typeof testKeys.ES256).public
    const ways: readonly (readonly [header: object, key: unknown, length: number])[] = [
      [{ alg: 'A128KW' }, secretOf(16), 40],
      [{ alg: 'A128GCMKW', ...gcm }, secretOf(16), 32],
      [{ alg: 'RSA-OAEP' }, read, 256],
      [{ alg: 'RSA1_5' }, read, 256],
      [{ alg: 'ECDH-ES+A128KW', epk }, agreementKeys['P-256']?.private, 40],
      [{ alg: 'PBES2-HS256+A128KW', p2c: 1000, p2s: 'AAAAAAAAAAAAAAAAAAAAAA' }, password, 40],
    ]
    for (const [members, reader, length] of ways) {
      const { alg } = members as { readonly alg: string }
      if (!o.jose.supports(alg)) continue
      for (const octet of [0, 255]) {
        for (const encryptedKey of [new Uint8Array(length), new Uint8Array(length - 8), secretOf(length)]) {
          const cek = new Uint8Array(32).fill(octet)
          const token = await craftJwe(o, { header: { enc: 'A256GCM', ...members }, cek, encryptedKey })
          await failsToDecrypt(o, token, reader, { algorithms: [alg] })
        }
      }
    }
  })
  it('what has to be new in each token is', async () => {
    const ways: readonly (readonly [algorithm: string, secret: unknown, members: readonly string[]])[] = [
      ['A256GCMKW', key, ['iv', 'tag']],
      ['PBES2-HS256+A128KW', password, ['p2s']],
      ['A256KW', key, []],
    ]
    for (const [algorithm, secret, members] of ways) {
      const written = async () => {
        const token = await o.encrypt('x', secret, { algorithm, p2c: 1000 })
        const header = o.jose.jwe.getUnverifiedHeader(token)
        const [, encryptedKey, iv] = token.split('.')
        return [encryptedKey, iv, ...members.map((member) => header[member])]
      }
      const [one, two] = [await written(), await written()]
      for (const [index, part] of one.entries())
        equal(part !== two[index], true, `${algorithm}: another ${['encrypted key', 'iv', ...members][index]}`)
    }
  })
}

import { base64url, InvalidKeyError, JOSEError, JWEInvalidAuth } from '@jose/core'
import { equal, ok, refuses } from '../assert.ts'
import type { Suite } from '../suite.ts'
import { flipped, utf8 } from './craft.ts'
import { cekBytes, encs, secretOf } from './jwe-craft.ts'
import { needAlgorithms, testKeys } from './test-keys.ts'

const failed = { is: JWEInvalidAuth, code: 'ERR_JWE_DECRYPTION', message: 'Decryption failed' }

/** `key.encrypt`, `key.decrypt`, `key.wrapKey`, `key.unwrapKey`. */
export const jweOwnKey: Suite = (o, it) => {
  for (const enc of encs) {
    it(`${enc}: a key encrypts and decrypts by itself, with additional data and without`, async () => {
      needAlgorithms(o, enc)
      const key = await o.construct(secretOf(cekBytes(enc)), enc)
      for (const additional of [undefined, new Uint8Array(0), utf8('more')]) {
        const { iv, ciphertext, tag } = await key.encrypt('Zoë', additional)
        equal([iv.length, tag.length], enc.includes('GCM') ? [12, 16] : [16, cekBytes(enc) / 2])
        equal(await key.decrypt(ciphertext, iv, additional, tag), utf8('Zoë'))
        await refuses(() => key.decrypt(ciphertext, iv, utf8('other'), tag), failed)
        await refuses(() => key.decrypt(flipped(ciphertext), iv, additional, tag), failed)
        await refuses(() => key.decrypt(ciphertext, flipped(iv), additional, tag), failed)
        await refuses(() => key.decrypt(ciphertext, iv, additional, flipped(tag)), failed)
        for (const bad of [tag.slice(1), Uint8Array.from([...tag, 0]), new Uint8Array(0), undefined])
          await refuses(() => key.decrypt(ciphertext, iv, additional, bad), failed)
        for (const bad of [iv.slice(1), Uint8Array.from([...iv, 0]), new Uint8Array(0)])
          await refuses(() => key.decrypt(ciphertext, bad, additional, tag), failed)
        await refuses(() => key.decrypt(new Uint8Array(0), iv, additional, tag), failed)
        await refuses(() => key.decrypt(ciphertext.slice(1), iv, additional, tag), failed)
      }
    })
  }
  for (const algorithm of ['A128KW', 'A192KW', 'A256KW', 'RSA-OAEP', 'RSA-OAEP-256']) {
    it(`${algorithm}: a key wraps and unwraps by itself`, async () => {
      needAlgorithms(o, algorithm)
      const isRsa = algorithm.startsWith('RSA')
      const key = await o.construct(
        isRsa ? testKeys.RS256.private : secretOf(Number(algorithm.slice(1, 4)) / 8),
        algorithm,
      )
      const writer = isRsa ? await key.publicKey() : key
      for (const length of [16, 24, 32, 48, 64]) {
        const wrapped = await writer.wrapKey(secretOf(length))
        equal(await key.unwrapKey(wrapped), secretOf(length))
        await refuses(() => key.unwrapKey(flipped(wrapped)), failed)
      }
      if (isRsa)
        await refuses(async () => writer.unwrapKey(await writer.wrapKey(secretOf(16))), { is: InvalidKeyError })
      for (const length of [0, 1, 7, 8, 15, 16, 23]) await refuses(() => key.unwrapKey(secretOf(length)), failed)
    })
    it(`${algorithm}: octets that cannot be wrapped are an error of this library or a TypeError`, async () => {
      needAlgorithms(o, algorithm)
      const isRsa = algorithm.startsWith('RSA')
      const key = await o.construct(
        isRsa ? testKeys.RS256.private : secretOf(Number(algorithm.slice(1, 4)) / 8),
        algorithm,
      )
      for (const octets of isRsa ? [secretOf(256)] : [secretOf(0), secretOf(8), secretOf(15), secretOf(17)]) {
        const error = await refuses(() => key.wrapKey(octets), { is: Error })
        ok(
          error instanceof JOSEError || error instanceof TypeError,
          `no ${error.name} of the platform: ${error.message}`,
        )
      }
      for (const octets of ['text', undefined, null, [1, 2], new ArrayBuffer(16)]) {
        await refuses(() => key.wrapKey(octets as never), { is: TypeError })
        await refuses(() => key.unwrapKey(octets as never), { is: TypeError })
      }
    })
  }
  it('a key that names no such algorithm does neither', async () => {
    const k = base64url.encode(secretOf(32))
    for (const members of [
      {},
      { alg: 'HS256' },
      { alg: 'A256KW' },
      { alg: 'dir' },
      { alg: 'A256GCM', use: 'sig' },
      { alg: 'A256GCM', key_ops: ['sign'] },
    ]) {
      const key = await o.construct({ kty: 'oct', k, ...members })
      await refuses(() => key.encrypt('x'), { is: InvalidKeyError, code: 'ERR_KEY_UNFIT' })
      await refuses(() => key.decrypt(secretOf(1), secretOf(12), undefined, secretOf(16)), { is: InvalidKeyError })
    }
    for (const members of [
      {},
      { alg: 'HS256' },
      { alg: 'A256GCM' },
      { alg: 'A256GCMKW' },
      { alg: 'dir' },
      { alg: 'A256KW', use: 'sig' },
      { alg: 'A256KW', key_ops: ['encrypt2'] },
    ]) {
      const key = await o.construct({ kty: 'oct', k, ...members })
      await refuses(() => key.wrapKey(secretOf(16)), { is: InvalidKeyError, code: 'ERR_KEY_UNFIT' })
      await refuses(() => key.unwrapKey(secretOf(24)), { is: InvalidKeyError, code: 'ERR_KEY_UNFIT' })
    }
    const agreeing = await o.construct({ ...testKeys.ES256.private, alg: 'ECDH-ES+A128KW' })
    await refuses(() => agreeing.wrapKey(secretOf(16)), { is: InvalidKeyError, code: 'ERR_KEY_UNFIT' })
    const short = await o
      .construct({ kty: 'oct', k: base64url.encode(secretOf(16)), alg: 'A256GCM' })
      .catch((error) => error)
    if (!(short instanceof Error)) await refuses(() => short.encrypt('x'), { is: InvalidKeyError })
  })
  it('what is to be encrypted is bytes or text, and the rest bytes', async () => {
    const key = await o.construct(secretOf(32), 'A256GCM')
    for (const bad of [undefined, null, 5, {}, [1], new ArrayBuffer(1), 'lone \ud800'])
      await refuses(() => key.encrypt(bad as never), { is: TypeError })
    await refuses(() => key.encrypt('x', 'text' as never), { is: TypeError })
    const { iv, ciphertext, tag } = await key.encrypt('x')
    await refuses(() => key.decrypt('x' as never, iv, undefined, tag), { is: TypeError })
    await refuses(() => key.decrypt(ciphertext, 'x' as never, undefined, tag), { is: TypeError })
    await refuses(() => key.decrypt(ciphertext, iv, 'x' as never, tag), { is: TypeError })
    await refuses(() => key.decrypt(ciphertext, iv, undefined, 'x' as never), { is: TypeError })
  })
}

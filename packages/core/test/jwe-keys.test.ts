import { createSecretKey } from 'node:crypto'
import { nodeBackend } from '@jose/backend-node'
import { createJose, policies, type SyncKey } from '@jose/core'
import { describe, expect, it } from 'vitest'
import { code } from './refusals.ts'

const node = nodeBackend()
const { jwe, jwk } = createJose(node)
const octets = new Uint8Array(32).fill(7)
const secret = { kty: 'oct', k: Buffer.from(octets).toString('base64url') }
const rsa = withoutAlg(jwk.generateSync('RSA-OAEP'))
const curve = withoutAlg(jwk.generateSync('ECDH-ES', { curve: 'P-256' }))

function withoutAlg(key: SyncKey): { readonly private: object; readonly public: object } {
  const [{ alg: _one, ...whole }, { alg: _other, ...half }] = [key.toJwkSync({ private: true }), key.toJwkSync()]
  return { private: whole, public: half }
}

describe('key_ops (RFC 7517 §4.3) that let a key', () => {
  const all = ['sign', 'verify', 'encrypt', 'decrypt', 'wrapKey', 'unwrapKey', 'deriveKey', 'deriveBits']
  const derive = ['deriveKey', 'deriveBits']
  /** Of all, those with which alone the call is not refused for its key_ops. */
  const enough = (call: (key_ops: readonly string[]) => unknown): readonly string[] =>
    all.filter((operation) => {
      try {
        call([operation])
        return true
      } catch (error) {
        expect((error as Error).message).toContain('key_ops')
        return false
      }
    })

  it.each([
    ['dir', secret, ['encrypt']],
    ['A256KW', secret, ['encrypt', 'wrapKey']],
    ['A256GCMKW', secret, ['encrypt', 'wrapKey']],
    ['RSA-OAEP', rsa.public, ['encrypt', 'wrapKey']],
    ['RSA-OAEP', rsa.private, ['encrypt', 'decrypt', 'wrapKey', 'unwrapKey']],
    ['ECDH-ES', curve.public, derive],
    ['ECDH-ES', curve.private, derive],
    ['ECDH-ES+A256KW', curve.public, derive],
    ['ECDH-ES+A256KW', curve.private, derive],
    ['PBES2-HS256+A128KW', secret, ['wrapKey', ...derive]],
  ])('encrypt by %s', (algorithm, key, operations) => {
    const p2c = algorithm.startsWith('PBES2') ? { p2c: 1000 } : {}
    const encrypt = (key_ops: readonly string[]) => jwe.encryptSync('', { ...key, key_ops }, { algorithm, ...p2c })
    expect(enough(encrypt)).toEqual(operations)
    expect(() => encrypt(['sign', operations[0] as string])).not.toThrow()
    if (key === curve.public) expect(() => encrypt([])).not.toThrow()
    else expect(() => encrypt([])).toThrow(`The key's key_ops do not allow to encrypt by ${algorithm}`)
  })

  it.each([
    ['dir', secret, ['decrypt']],
    ['A256KW', secret, ['decrypt', 'unwrapKey']],
    ['A256GCMKW', secret, ['decrypt', 'unwrapKey']],
    ['RSA-OAEP', rsa.private, ['decrypt', 'unwrapKey']],
    ['ECDH-ES', curve.private, derive],
    ['ECDH-ES+A256KW', curve.private, derive],
    ['PBES2-HS256+A128KW', secret, ['unwrapKey', ...derive]],
  ])('decrypt by %s', (algorithm, key, operations) => {
    const p2c = algorithm.startsWith('PBES2') ? { p2c: 1000 } : {}
    const token = jwe.encryptSync('', key, { algorithm, ...p2c })
    const decrypt = (key_ops: readonly string[]) =>
      jwe.decryptSync(token, { ...key, key_ops }, { algorithms: [algorithm] })
    expect(enough(decrypt)).toEqual(operations)
    expect(() => decrypt([])).toThrow(`The key's key_ops do not allow to decrypt by ${algorithm}`)
  })
})

describe('a key that does not fit', () => {
  it.each([
    ['A256KW', rsa.public, 'A256KW needs a key of kty oct, not RSA'],
    ['RSA-OAEP', secret, 'RSA-OAEP needs a key of kty RSA, not oct'],
    ['ECDH-ES', secret, 'ECDH-ES needs a key of kty EC or OKP, not oct'],
    [
      'ECDH-ES',
      withoutAlg(jwk.generateSync('Ed25519')).public,
      'ECDH-ES needs a key on P-256 or P-384 or P-521 or X25519',
    ],
    ['ECDH-ES', withoutAlg(jwk.generateSync('ES256K')).public, 'ECDH-ES needs a key on P-256'],
    ['A256KW', { ...secret, alg: 'A256GCMKW' }, "The key's alg does not allow A256KW"],
    ['A256KW', { ...secret, alg: 'A256GCM' }, "The key's alg does not allow A256KW"],
    ['dir', { ...secret, alg: 'A128GCM' }, "The key's alg does not allow dir"],
    ['A256KW', { ...secret, use: 'sig' }, "The key's use does not allow encryption"],
    ['A128KW', secret, '128 bits'],
  ])('%s by %j: why', (algorithm, key, message) => {
    const encrypt = () => jwe.encryptSync('', key, { algorithm, encryption: 'A256GCM' })
    expect(encrypt).toThrow(code('ERR_KEY_UNFIT'))
    expect(encrypt).toThrow(message)
  })

  it('decrypting needs a private key', () => {
    for (const [algorithm, key] of [
      ['RSA-OAEP', rsa],
      ['ECDH-ES', curve],
    ] as const) {
      const token = jwe.encryptSync('', key.public, { algorithm })
      expect(() => jwe.decryptSync(token, key.public)).toThrow('Decrypting needs a private key')
      expect(jwe.decryptSync(token, { ...key.private, use: 'enc', alg: algorithm }).text()).toBe('')
    }
  })

  it('of RSA1_5, and a password, are for what is asked for only', () => {
    for (const [algorithm, key] of [
      ['RSA1_5', rsa.private],
      ['PBES2-HS256+A128KW', 'password'],
    ] as const) {
      const p2c = algorithm === 'RSA1_5' ? {} : { p2c: 1000 }
      const token = jwe.encryptSync('text', key, { algorithm, ...p2c })
      expect(() => jwe.decryptSync(token, key)).toThrow(code('ERR_ALGORITHM_NOT_ALLOWED'))
      expect(jwe.decryptSync(token, key, { algorithms: [algorithm] }).text()).toBe('text')
    }
  })

  it('a policy refuses algorithms, encryptions and curves', () => {
    const fips = createJose(node, { policy: 'fips' }).jwe
    expect(() => fips.encryptSync('', rsa.public, { algorithm: 'RSA1_5' })).toThrow('RSA1_5 is refused by the policy')
    const other = withoutAlg(jwk.generateSync('ECDH-ES', { curve: 'X25519' })).public
    expect(() => fips.encryptSync('', other, { algorithm: 'ECDH-ES' })).toThrow('X25519 is refused by the policy')
    const policy = { ...policies.default, refused: ['A128GCM'] }
    const own = createJose(node, { policy }).jwe
    expect(() => own.encryptSync('', secret, { algorithm: 'A256KW', encryption: 'A128GCM' })).toThrow(
      'A128GCM is refused',
    )
    expect(own.encryptSync('', secret, { algorithm: 'A256KW', encryption: 'A256GCM' })).toBeTypeOf('string')
  })
})

describe('a backend', () => {
  it('is asked with public keys to encrypt, and once for a verdict', () => {
    const types: string[] = []
    const wrap: typeof node.sync.wrap = (primitive, key, cek) => {
      types.push(key.type)
      return node.sync.wrap(primitive, key, cek)
    }
    const told = createJose({ ...node, sync: { ...node.sync, wrap } })
    const key = told.jwk.constructSync(rsa.private)
    for (let round = 0; round < 2; round++)
      expect(told.jwe.decryptSync(told.jwe.encryptSync('text', key, { algorithm: 'RSA-OAEP' }), key).text()).toBe(
        'text',
      )
    told.jwk.constructSync(rsa.private, 'RSA-OAEP').wrapKeySync(octets)
    expect(types).toEqual(['public', 'public', 'public'])
  })

  it('is asked whether it has the primitives of a key, and told what the key is for, once', () => {
    const asked: string[] = []
    const counting = createJose({
      ...node,
      supports(primitive) {
        asked.push(primitive.name)
        return node.supports(primitive)
      },
      sync: {
        ...node.sync,
        importKey(material, use) {
          asked.push(`import for ${use}`)
          return node.sync.importKey(material, use)
        },
      },
    })
    const key = counting.jwk.constructSync(curve.private)
    const options = { algorithm: 'ECDH-ES+A256KW', encryption: 'A256GCM' } as const
    const token = counting.jwe.encryptSync('text', key, options)
    const decrypt = () => counting.jwe.decryptSync(token, key).text()
    expect([decrypt(), asked.includes('AES-KW')]).toEqual(['text', true])
    asked.length = 0
    expect(decrypt()).toBe('text')
    // The sender's key and the one that both agree upon are of this token alone.
    expect(asked).toEqual(['import for enc', 'import for undefined', 'import for undefined'])
  })

  it('is never given an IV or a tag of another length', () => {
    let asked = 0
    const decrypt: typeof node.async.decrypt = (...given) => {
      asked++
      return node.async.decrypt(...given)
    }
    const key = createJose({ ...node, async: { ...node.async, decrypt } }).jwk.constructSync(octets, 'A256GCM')
    const [none, iv, tag] = [new Uint8Array(0), new Uint8Array(12), new Uint8Array(16)]
    return Promise.all(
      [
        [iv.subarray(1), tag],
        [iv, tag.subarray(1)],
        [new Uint8Array(16), tag],
        [iv, none],
      ].map(([other, wrong]) =>
        expect(key.decrypt(none, other as Uint8Array, none, wrong)).rejects.toMatchObject({
          code: 'ERR_JWE_DECRYPTION',
        }),
      ),
    ).then(() => expect(asked).toBe(0))
  })

  it('may give a MAC as text, which a tag is compared with all the same', () => {
    const mac: typeof node.sync.mac = (primitive, key, data) => {
      const octets = node.sync.mac(primitive, key, data)
      return typeof octets === 'string'
        ? Uint8Array.from(Buffer.from(octets, 'base64url'))
        : Buffer.from(octets).toString('base64url')
    }
    const turned = createJose({ ...node, sync: { ...node.sync, mac } }).jwe
    const options = { algorithm: 'dir', encryption: 'A128CBC-HS256' } as const
    expect(turned.decryptSync(jwe.encryptSync('text', octets, options), octets).text()).toBe('text')
    expect(jwe.decryptSync(turned.encryptSync('text', octets, options), octets).text()).toBe('text')
  })
})

describe('the methods of a key that encrypts', () => {
  const key = jwk.constructSync(octets, 'A256GCM')
  it('tell what they are not given', async () => {
    await expect(key.encrypt(5 as never)).rejects.toThrow('A plaintext is bytes')
    await expect(key.encrypt('text', 'x' as never)).rejects.toThrow('Additional data is bytes')
    const { iv, ciphertext, tag } = await key.encrypt('text')
    const none = new Uint8Array(0)
    for (const given of [
      ['x', iv, none, tag],
      [ciphertext, 'x', none, tag],
      [ciphertext, iv, 'x', tag],
      [ciphertext, iv, none, 'x'],
    ])
      await expect(key.decrypt(...(given as [Uint8Array, Uint8Array, Uint8Array, Uint8Array]))).rejects.toThrow(
        'are bytes',
      )
    expect(await key.decrypt(ciphertext, iv, none, tag)).toEqual(Uint8Array.from(Buffer.from('text')))
    for (const [other, wrong] of [
      [iv.subarray(1), tag],
      [iv, tag.subarray(1)],
      [iv, none],
      [new Uint8Array(16), tag],
    ] as const)
      await expect(key.decrypt(ciphertext, other, none, wrong)).rejects.toMatchObject({ code: 'ERR_JWE_DECRYPTION' })
    await expect(key.decrypt(ciphertext, iv)).rejects.toMatchObject({ code: 'ERR_JWE_DECRYPTION' })
  })

  it('are of keys that name what they do', async () => {
    for (const other of [jwk.constructSync(octets), jwk.constructSync(octets, 'A256KW')])
      await expect(other.encrypt('text')).rejects.toThrow('The key names no content encryption')
    for (const other of [
      jwk.constructSync(octets),
      key,
      jwk.constructSync(octets, 'A256GCMKW'),
      jwk.constructSync('password', 'PBES2-HS256+A128KW'),
    ]) {
      expect(() => other.wrapKeySync(octets)).toThrow('The key names no algorithm that wraps by itself')
      expect(() => other.unwrapKeySync(octets)).toThrow(code('ERR_KEY_UNFIT'))
    }
    const agreeing = jwk.constructSync(curve.private, 'ECDH-ES+A256KW')
    expect(() => agreeing.wrapKeySync(octets)).toThrow('The key names no algorithm that wraps by itself')
    const old = jwk.constructSync(rsa.private, 'RSA1_5')
    const wrapped = old.wrapKeySync(octets)
    expect(wrapped).toHaveLength(256)
    expect(() => old.unwrapKeySync(wrapped)).toThrow('The key names no algorithm that wraps by itself')
  })

  it('wrap octets as many as a content key has', () => {
    for (const by of [jwk.constructSync(octets, 'A256KW'), jwk.constructSync(rsa.private, 'RSA-OAEP-256')]) {
      for (const length of [16, 24, 64])
        expect(by.unwrapKeySync(by.wrapKeySync(new Uint8Array(length)))).toEqual(new Uint8Array(length))
      for (const wrong of [
        new Uint8Array(8),
        new Uint8Array(15),
        new Uint8Array(20),
        new Uint8Array(72),
        'x'.repeat(16),
      ])
        expect(() => by.wrapKeySync(wrong as Uint8Array)).toThrow('16 to 64 of them, a multiple of 8')
      expect(() => by.unwrapKeySync('x' as never)).toThrow('A wrapped key is bytes')
      expect(() => by.unwrapKeySync(new Uint8Array(24))).toThrow(code('ERR_JWE_DECRYPTION'))
    }
  })

  it('are refused where the key may not', async () => {
    const sealing = jwk.constructSync({ ...secret, key_ops: ['encrypt'] }, 'A256GCM')
    const { iv, ciphertext, tag } = await sealing.encrypt('text')
    await expect(sealing.decrypt(ciphertext, iv, new Uint8Array(0), tag)).rejects.toMatchObject({
      code: 'ERR_KEY_UNFIT',
    })
    const wrapping = jwk.constructSync({ ...secret, key_ops: ['wrapKey'] }, 'A256KW')
    expect(() => wrapping.unwrapKeySync(wrapping.wrapKeySync(octets))).toThrow(code('ERR_KEY_UNFIT'))
  })

  it('give out memory of their own', async () => {
    for (const each of [key, jwk.constructSync(createSecretKey(octets), 'A128CBC-HS256')]) {
      const sealed = await each.encrypt('text')
      for (const part of [sealed.iv, sealed.ciphertext, sealed.tag]) expect(part.buffer.byteLength).toBe(part.length)
    }
  })
})

import { decodeJwt, encodeJwt } from '@jose/core'
import { describe, expect, it } from 'vitest'
import keys from '../../../conformance/vectors/keys.json' with { type: 'json' }
import { wycheproof } from '../../../conformance/wycheproof/index.ts'
import {
  type BackendKey,
  createJose,
  InvalidKeyError,
  jwk,
  UnsupportedAlgorithmError,
  webcryptoSignatures,
} from '../src/index.ts'

wycheproof(webcryptoSignatures(), 'webcrypto (signatures only)')

const octets = (text: unknown): Uint8Array => new Uint8Array(Buffer.from(text as string, 'base64url'))

describe('signatures only', () => {
  const backend = webcryptoSignatures()

  it('with the flows of core by themselves', async () => {
    for (const name of ['HS256', 'RS256', 'ES256', 'ES512', 'Ed25519'] as const) {
      const token = await encodeJwt(backend, { a: 1 }, keys[name].private, { algorithm: name })
      const { claims } = await decodeJwt(backend, token, keys[name].private, { algorithms: [name] })
      expect(claims).toEqual({ a: 1 })
    }
  })

  it('takes a MAC as octets or as base64url, strictly', async () => {
    const { async } = backend
    const primitive = { name: 'HMAC', hash: 'SHA-256' } as const
    const key = await async.importKey({ kty: 'oct', k: new Uint8Array(32) })
    const mac = (await async.mac(primitive, key, 'some text')) as Uint8Array
    const text = Buffer.from(mac).toString('base64url')
    const native = await crypto.subtle.importKey('raw', new Uint8Array(32), primitive, false, ['verify'])
    for (const each of [key, backend.adopt(native) as BackendKey]) {
      for (const good of [mac, text]) expect(await async.verifyMac(primitive, each, good, 'some text')).toBe(true)
      for (const wrong of [`${text}=`, ` ${text}`, text.slice(1), `${text.slice(0, -1)}+`, '!!!!', ''])
        expect(await async.verifyMac(primitive, each, wrong, 'some text'), wrong).toBe(false)
    }
  })

  it('makes no keys, and says so', async () => {
    await expect(createJose(backend).jwk.generate('ES256')).rejects.toThrow(
      /^Generating keys is not available on the webcrypto backend/,
    )
  })

  it('supports no encryption, and says so', async () => {
    await backend.ready()
    expect(backend.supports({ name: 'AES-GCM', bits: 256 })).toBe(false)
    const { jwe, supports } = createJose(backend)
    expect([supports('ES256'), supports('ECDH-ES'), supports('A256GCM')]).toEqual([true, false, false])
    const options = { algorithm: 'A256KW', encryption: 'A256GCM' } as const
    await expect(jwe.encrypt('x', new Uint8Array(32), options)).rejects.toThrow(UnsupportedAlgorithmError)
    const { async } = backend
    expect(() => async.encrypt({ name: 'AES-GCM', bits: 256 }, {} as never, [] as never, [] as never)).toThrow(
      UnsupportedAlgorithmError,
    )
    for (const work of [() => async.inflate([] as never, 1), () => async.deflate([] as never)])
      expect(work).toThrow(expect.objectContaining({ code: 'ERR_ALGORITHM_UNSUPPORTED', algorithm: 'DEFLATE' }))
    const { d, x } = await (await jwk.generate('ECDH-ES', { curve: 'X25519' })).toJwk({ private: true })
    const material = { kty: 'OKP', crv: 'X25519', x: octets(x), d: octets(d) } as const
    await expect((async () => async.importKey(material))()).rejects.toMatchObject({ algorithm: 'ECDH' })
  })

  it('CryptoKeys, and their public halves', async () => {
    const algorithm = { name: 'ECDSA', namedCurve: 'P-256' }
    const { privateKey } = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
    const token = await encodeJwt(backend, {}, privateKey, { algorithm: 'ES256' })
    expect((await decodeJwt(backend, token, privateKey, { algorithms: ['ES256'] })).claims).toEqual({})
  })

  it('a private half alone is refused', async () => {
    const d = Buffer.from(keys.Ed25519.private.d, 'base64url')
    await expect((async () => backend.async.importKey({ kty: 'OKP', crv: 'Ed25519', d }))()).rejects.toThrow(
      /give both/,
    )
  })

  it('halves that do not belong together are refused', async () => {
    const { jws } = createJose(backend)
    for (const name of ['ES256', 'Ed25519'] as const) {
      const { x, y } = (await (await jwk.generate(name)).toJwk()) as { readonly x: string; readonly y?: string }
      const wrong = { ...keys[name].private, x, ...(y !== undefined && { y }) }
      await expect(jws.sign('x', wrong, { algorithm: name })).rejects.toThrow(InvalidKeyError)
    }
  })
})

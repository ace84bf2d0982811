import { base64url, InvalidKeyError, JWSError } from '@jose/core'
import { equal, refuses } from '../assert.ts'
import type { Suite } from '../suite.ts'
import { secret } from './craft.ts'
import { der } from './der.ts'
import { needAlgorithms, testKeys } from './test-keys.ts'

const algorithms = ['HS256']

/** What passed once because two rules met, or because nobody had thought of it. */
export const readOnce: Suite = (o, it) => {
  it('options whose members are inherited are a TypeError, not skipped checks', async () => {
    class Options {
      algorithms = algorithms
      get issuer(): string {
        return 'https://issuer.example'
      }
    }
    await refuses(async () => o.createVerifier(secret, new Options()), { is: TypeError })
  })
  it('a lone surrogate in a detached payload or in data is refused, not replaced', async () => {
    const token = await o.sign('\ufffd', secret, { detached: true })
    equal((await o.verify(token, secret, { algorithms, payload: '\ufffd' })).text(), '\ufffd')
    await refuses(() => o.verify(token, secret, { algorithms, payload: '\ud800' }), { is: JWSError })
    const key = await o.construct(secret, 'HS256')
    await refuses(() => key.sign('\ud800'), { is: TypeError })
  })
  it('a set whose keys name one algorithm signs by it', async () => {
    const jwk = { kty: 'oct', k: base64url.encode(secret.repeat(2)), alg: 'HS512' }
    const token = await o.encode({ a: 'b' }, { keys: [jwk] })
    equal(o.jose.jwt.getUnverifiedHeader(token), { alg: 'HS512', typ: 'JWT' })
    equal(await o.decode(token, [jwk]), { a: 'b' })
  })
  it('octets that are handed out lie in memory of their own', async () => {
    const token = await o.sign('payload', secret)
    const { payload } = await o.verify(token, secret, { algorithms })
    equal([payload.byteOffset, payload.buffer.byteLength], [0, 7])
    const key = await o.construct(secret, 'HS256')
    const signature = await key.sign('data')
    equal([signature.byteOffset, signature.buffer.byteLength], [0, 32])
  })
  it('an option that names no algorithm is refused without repeating it', async () => {
    for (const call of [
      () => o.encode({}, 'HS256', { algorithm: secret }),
      () => o.decode('x', 'HS256', { algorithms: [secret] }),
    ]) {
      const { message } = await refuses(call, { is: TypeError })
      equal(message.includes(secret), false)
    }
  })
  it('a key on another curve is refused when it is constructed for an algorithm', async () => {
    needAlgorithms(o, 'ES256', 'ES384')
    await refuses(() => o.construct(testKeys.ES384.public, 'ES256'), { is: InvalidKeyError, code: 'ERR_KEY_UNFIT' })
  })
  it('a public half in PKCS#8 (RFC 5958) must be the one of the private half', async () => {
    needAlgorithms(o, 'Ed25519')
    const { d, x } = testKeys.Ed25519.private as { readonly d: string; readonly x: string }
    const pkcs8 = (publicKey: Uint8Array): { readonly der: Uint8Array } => ({
      der: der(
        0x30,
        der(0x02, [1]),
        der(0x30, der(0x06, [0x2b, 0x65, 0x70])),
        der(0x04, der(0x04, base64url.decode(d))),
        der(0x81, [0], publicKey),
      ),
    })
    equal((await (await o.construct(pkcs8(base64url.decode(x)))).toJwk()).x, x)
    const foreign = await (await o.generate('Ed25519')).toJwk()
    await refuses(() => o.construct(pkcs8(base64url.decode(foreign.x as string))), { is: InvalidKeyError })
  })
}

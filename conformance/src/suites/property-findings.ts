import { ok } from '../assert.ts'
import type { Suite } from '../suite.ts'
import { secret } from './craft.ts'
import { secretOf } from './jwe-craft.ts'
import { needAlgorithms, testKeys } from './test-keys.ts'

/** What generated cases found, where backends differed or a rule was not kept. */
export const propertyFindings: Suite = (o, it) => {
  it('octets that are handed out are plain, and lie in memory of their own', async () => {
    needAlgorithms(o, 'A256GCM', 'A256KW', 'ES256')
    const algorithms = ['HS256'] as const
    const encoded = await o.sign('x', secret)
    const plain = await o.sign('x', secret, { b64: false })
    const json = await o.signFlattened('x', { key: secret }, { b64: false })
    const [content, wrapping] = [await o.construct(secretOf(32), 'A256GCM'), await o.construct(secretOf(32), 'A256KW')]
    const { ciphertext, iv, tag } = await content.encrypt('x')
    const wrapped = await wrapping.wrapKey(secretOf(16))
    const all: { readonly [what: string]: Uint8Array } = {
      'the payload of a compact JWS': (await o.verify(encoded, secret, { algorithms })).payload,
      'a payload that is not base64url': (await o.verify(plain, secret, { algorithms })).payload,
      'a payload that is not base64url, in JSON': (await o.verify(json, secret, { algorithms })).payload,
      'a payload that is not verified': o.jose.jws.getUnverifiedPayload(encoded),
      'a payload that is neither verified nor base64url': o.jose.jws.getUnverifiedPayload(plain),
      'a plaintext': (await o.decrypt(await o.encrypt('x', secretOf(32)), secretOf(32))).plaintext,
      'what a key decrypts by itself': await content.decrypt(ciphertext, iv, undefined, tag),
      'a wrapped key': wrapped,
      'an unwrapped key': await wrapping.unwrapKey(wrapped),
      'a MAC': await (await o.construct(secret, 'HS256')).sign('x'),
      'a signature': await (await o.construct(testKeys.ES256.private, 'ES256')).sign('x'),
    }
    for (const [what, octets] of Object.entries(all)) {
      ok(Object.getPrototypeOf(octets) === Uint8Array.prototype, `${what} as a plain Uint8Array`)
      ok(octets.byteLength === octets.buffer.byteLength, `${what} in memory of its own`)
    }
  })
}

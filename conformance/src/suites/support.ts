import {
  contentEncryptions,
  type KeyMaterial,
  keyManagementAlgorithms,
  type Primitives,
  signatureAlgorithms,
  UnsupportedAlgorithmError,
} from '@jose/core'
import { equal, ok, refuses } from '../assert.ts'
import type { Suite } from '../suite.ts'
import { altered } from './altered.ts'
import { segment } from './craft.ts'
import { hasSigner, signers, testKeys, unsupported } from './test-keys.ts'

/** `supports()` and `algorithms` tell the truth: what they name works, what they leave out is refused as unsupported. */
export const support: Suite = (o, it) => {
  const { jose } = o
  const registered = [
    ...Object.keys(signatureAlgorithms),
    ...Object.keys(keyManagementAlgorithms),
    ...Object.keys(contentEncryptions),
  ]

  for (const [algorithm, name] of signers) {
    const key = testKeys[name].private
    // Never skipped: what a backend says it lacks, it must refuse.
    it(`${algorithm} with the ${name} key: works, or is refused as unsupported, as supports() says`, async () => {
      if (hasSigner(o, algorithm, name)) {
        const token = await o.sign('x', key, { algorithm })
        equal((await o.verify(token, key, { algorithms: [algorithm] })).text(), 'x')
        return
      }
      const refusal = { is: UnsupportedAlgorithmError, ...unsupported(o, algorithm) }
      const message = (await refuses(() => o.sign('x', key, { algorithm }), refusal)).message
      ok(message.includes(algorithm) && message.includes(o.backend.name), 'a message that names algorithm and backend')
      await refuses(() => o.sign('x', [key], { algorithm }), refusal)
      const token = `${segment({ alg: algorithm })}.${segment('x')}.AAAA`
      await refuses(() => o.verify(token, key, { algorithms: [algorithm] }), refusal)
      const { crv } = testKeys[name].private
      const options = algorithm === 'EdDSA' && crv !== undefined ? { curve: crv } : {}
      await refuses(() => o.generate(algorithm, options), { is: UnsupportedAlgorithmError })
    })
  }
  for (const imports of [true, false]) {
    const title = `a backend without ECDSA${imports ? '' : ', which cannot import its keys either'}`
    it(`${title}: supports() says so, and use is UnsupportedAlgorithmError`, async () => {
      const importing = <M extends Primitives['importKey']>(importKey: M): M =>
        ((material: KeyMaterial) => {
          if (!imports && material.kty === 'EC') throw new Error('no such curve')
          return importKey(material)
        }) as M
      const { async, sync } = o.backend
      const lacking = altered(o, {
        supports: (primitive) => !('curve' in primitive) && o.backend.supports(primitive),
        async: { ...async, importKey: importing(async.importKey) },
        sync: sync && { ...sync, importKey: importing(sync.importKey) },
      })
      const refusal = { is: UnsupportedAlgorithmError, algorithm: 'ES256', backend: o.backend.name }
      equal([lacking.jose.supports('ES256'), lacking.jose.algorithms.includes('ES256')], [false, false])
      const { private: jwk, public: half } = testKeys.ES256
      const token = await o.sign('x', jwk, { algorithm: 'ES256' })
      for (const key of [half, [half], { keys: [half] }, () => half, testKeys.ES256.publicPem]) {
        await refuses(() => lacking.verify(token, key, { algorithms: ['ES256'] }), refusal)
      }
      for (const key of [jwk, [jwk], testKeys.ES256.privatePem]) {
        await refuses(() => lacking.sign('x', key, { algorithm: 'ES256' }), refusal)
      }
      await refuses(() => lacking.generate('ES256'), refusal)
      const curve = { ...refusal, algorithm: 'P-256' }
      if (!imports) await refuses(() => lacking.construct(half), curve)
      equal((await lacking.verify(await lacking.sign('x', 'secret'), 'secret', { algorithms: ['HS256'] })).text(), 'x')
    })
  }
  it('algorithms lists the registered names that are supported, in their order', () => {
    equal(
      jose.algorithms,
      registered.filter((name) => jose.supports(name)),
    )
    ok(jose.algorithms.length > 0, 'at least one algorithm')
  })
  it('an algorithm of several curves is supported when it is on each of them', () => {
    equal(
      jose.supports('EdDSA'),
      jose.supports('EdDSA', { curve: 'Ed25519' }) && jose.supports('EdDSA', { curve: 'Ed448' }),
    )
  })
  it('names that are not registered are never supported', () => {
    for (const name of ['none', 'foo', '', 'hs256', 'HS256 ', '__proto__', 'constructor', 'toString', 'RS1']) {
      equal(jose.supports(name), false, name)
      equal(jose.algorithms.includes(name), false, name)
    }
    equal(jose.supports(undefined as unknown as string), false)
  })
  it('a curve that the algorithm does not have is not supported', () => {
    const pairs = [
      ['ES256', 'P-384'],
      ['EdDSA', 'X25519'],
      ['Ed25519', 'Ed448'],
      ['ES256', ''],
      ['ECDH-ES', 'Ed25519'],
    ] as const
    for (const [name, curve] of pairs) equal(jose.supports(name, { curve }), false, `${name} on ${curve}`)
  })
}

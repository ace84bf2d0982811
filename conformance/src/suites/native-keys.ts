import { InvalidKeyError, type JWK, JWKError, JWSError } from '@jose/core'
import { equal, ok, refuses } from '../assert.ts'
import type { Operations } from '../modes.ts'
import type { NativeKeys } from '../native.ts'
import { skip } from '../skip.ts'
import type { Suite } from '../suite.ts'
import { everything, spellings } from './leaks.ts'
import { type KeyName, needing, pairNames, signers, testKeys, verifierOf } from './test-keys.ts'

/** Native key objects of the backend's platform: they do what the JWK they were made of does, and tell no more. */
export const nativeKeys: Suite = (o, it) => {
  for (const signer of signers) {
    const [algorithm, name] = signer
    const { private: jwk } = testKeys[name]
    const title = `${algorithm} with the native ${name} key`
    const algorithms = [algorithm]

    needing(o, it, signer, `${title}: signs and verifies like its JWK, alone, in sets, from a resolver`, async () => {
      const [whole, half] = [await nativeOf(o, jwk, algorithm), await nativeOf(o, verifierOf(name), algorithm)]
      for (const token of [await o.sign('x', whole, { algorithm }), await o.sign('x', jwk, { algorithm })]) {
        for (const key of [half, verifierOf(name), [half], [testKeys.HS256.private, half], () => half]) {
          equal((await o.verify(token, key, { algorithms })).text(), 'x')
        }
        const changed = `${token.slice(0, -4)}${token.endsWith('AAAA') ? 'BBBB' : 'AAAA'}`
        await refuses(() => o.verify(changed, half, { algorithms }), { is: JWSError })
      }
      const claims = await o.decode(await o.encode({ a: 1 }, whole, { algorithm }), half, { algorithms })
      equal(claims, { a: 1 })
    })
    needing(o, it, signer, `${title}: is a Key of the same kind, which tells the same or refuses`, async () => {
      const key = await o.construct(await nativeOf(o, jwk, algorithm), algorithm)
      const known = await o.construct(jwk)
      equal([key.key.kty, key.key.type, key.key.crv], [known.key.kty, known.key.type, known.key.crv])
      equal([key.key.bits, key.key.algorithm], [known.key.bits, algorithm])
      const { kid: _, alg: __, ...members } = jwk
      await sameOrRefused(() => key.toJwk({ private: true }), { ...members, alg: algorithm })
      // A native private key may hold its public half back, too.
      if (known.key.type !== 'private') return
      const { kid: ___, alg: ____, ...publicMembers } = testKeys[name].public
      await sameOrRefused(() => key.toJwk(), { ...publicMembers, alg: algorithm })
      await sameOrRefused(() => key.toPem(), testKeys[name].publicPem)
      const half = await o.construct(await nativeOf(o, verifierOf(name), algorithm), algorithm)
      equal(half.key.type, 'public')
      await refuses(() => half.toJwk({ private: true }), { is: JWKError })
    })
    needing(o, it, signer, `${title}: nothing private shows`, async () => {
      const native = await nativeOf(o, jwk, algorithm)
      const { key } = await o.construct(native, algorithm)
      const error = await refuses(() => o.sign('x', native, { algorithm: otherThan(algorithm) }), {})
      const shown = [JSON.stringify(key), String(key), everything(key), `${error} ${error.stack} ${everything(error)}`]
      for (const text of shown) for (const spelling of spellings(name)) ok(!text.includes(spelling), 'nothing private')
    })
    needing(o, it, signer, `${title}: does nothing else`, async () => {
      const [whole, half] = [await nativeOf(o, jwk, algorithm), await nativeOf(o, verifierOf(name), algorithm)]
      for (const other of signers.filter(([, key]) => testKeys[key].private.kty !== jwk.kty)) {
        await refuses(() => o.sign('x', whole, { algorithm: other[0] }), {})
      }
      const unfit = { is: InvalidKeyError }
      await refuses(() => o.sign('x', whole, { algorithm: otherThan(algorithm) }), unfit)
      await refuses(() => o.construct(whole, otherThan(algorithm)), unfit)
      if (jwk.kty === 'oct') return
      await refuses(() => o.sign('x', half, { algorithm }), unfit)
      await refuses(() => o.sign('x', half, { algorithm: 'HS256' }), unfit)
      const mac = await o.sign('x', testKeys.HS256.private, { algorithm: 'HS256' })
      await refuses(() => o.verify(mac, half, { algorithms: ['HS256'] }), unfit)
      await refuses(() => o.verify(mac, half, { algorithms: ['HS256', algorithm] }), { is: JWSError })
    })
  }
  for (const name of ['HS256', ...pairNames] as readonly KeyName[]) {
    const algorithm = signers.find(([, key]) => key === name)?.[0] ?? name
    needing(o, it, [algorithm, name], `what only looks like the native ${name} key is none`, async () => {
      const native = (await nativeOf(o, testKeys[name].private, algorithm)) as object
      const likenesses = [Object.create(Object.getPrototypeOf(native)), Object.create(native), { type: 'private' }, {}]
      for (const likeness of likenesses) {
        await refuses(() => o.sign('x', likeness, { algorithm }), { is: JWKError })
        await refuses(() => o.construct(likeness), { is: JWKError })
      }
    })
  }
  it('native keys that JOSE has no use for are refused', async () => {
    const unfit = Object.entries(given(o).unfit ?? {})
    if (unfit.length === 0) skip(`no unfit native keys given for ${o.backend.name}`)
    for (const [what, make] of unfit) {
      const key = await make()
      ok(key !== undefined && key !== null, `a native key: ${what}`)
      for (const algorithm of ['HS256', 'RS256', 'PS256', 'ES256', 'Ed25519']) {
        if (!o.jose.supports(algorithm)) continue
        await refuses(() => o.sign('x', key, { algorithm }), { is: InvalidKeyError })
        await refuses(() => o.construct(key, algorithm), { is: InvalidKeyError })
      }
    }
  })
}

function given({ native, backend }: Operations): NativeKeys {
  return native ?? skip(`no native keys given for ${backend.name}`)
}

async function nativeOf(o: Operations, jwk: JWK, algorithm: string): Promise<unknown> {
  const native = await given(o).from(jwk, algorithm)
  return native ?? skip(`${o.backend.name} has no native keys for ${algorithm}`)
}

/** An algorithm of keys of another type. */
function otherThan(algorithm: string): string {
  return algorithm.startsWith('HS') ? 'RS256' : 'HS256'
}

async function sameOrRefused(call: () => Promise<unknown>, expected: unknown): Promise<void> {
  const found = await call().catch((error: unknown) => {
    if (!(error instanceof JWKError)) throw error
    return expected
  })
  equal(found, expected)
}

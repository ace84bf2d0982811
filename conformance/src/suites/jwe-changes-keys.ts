import { JWSError } from '@jose/core'
import { equal } from '../assert.ts'
import type { Suite } from '../suite.ts'
import { utf8 } from './craft.ts'
import { secretOf } from './jwe-craft.ts'
import { password } from './jwe-recipes.ts'
import { arrays, overwritten, waiting } from './overwriting.ts'

const text = 'this is what was to be encrypted'
const algorithms = ['HS256']

/** The keys of a call are what they were when it was made, whatever becomes of them meanwhile. */
export const jweChangesOfKeys: Suite = (o, it) => {
  const { later, slow } = waiting(o)

  for (const [kind, make] of Object.entries(arrays)) {
    it(`the key in ${kind}`, async () => {
      const pbes2 = 'PBES2-HS256+A128KW'
      const keys: readonly (readonly [octets: Uint8Array, options: { readonly algorithm: string }])[] = [
        [secretOf(32), { algorithm: 'dir' }],
        [secretOf(32), { algorithm: 'A256KW' }],
        [utf8(password), { algorithm: pbes2 }],
      ]
      for (const [octets, options] of keys) {
        const given = make(octets)
        const token = await overwritten([given], () => o.encrypt(text, given, { ...options, p2c: 1000 }))
        const read = make(octets)
        const accept = { algorithms: [options.algorithm] }
        equal((await overwritten([read], () => o.decrypt(token, read, accept))).text(), text)
        equal((await o.decrypt(token, octets, accept)).text(), text)
      }
    })
    it(`each of several keys in ${kind}`, async () => {
      const token = await o.encrypt(text, secretOf(32))
      const set = [make(secretOf(32).reverse()), make(secretOf(32))]
      equal((await overwritten(set, () => slow.decrypt(token, set))).text(), text)
      const keys = [make(secretOf(16)), make(secretOf(32))] as const
      const general = await overwritten(keys, () =>
        slow.encryptGeneral(text, [
          { key: keys[0], algorithm: 'A128KW' },
          { key: keys[1], algorithm: 'A256KW' },
        ]),
      )
      for (const key of [secretOf(16), secretOf(32)]) equal((await o.decrypt(general, key)).text(), text)
    })
    it(`the keys of several signers in ${kind}`, async () => {
      const keys = [make(utf8('first of two secrets')), make(utf8('second of two secrets'))]
      const token = await overwritten(keys, () =>
        slow.signGeneral(
          text,
          keys.map((key) => ({ key })),
        ),
      )
      for (const key of ['first of two secrets', 'second of two secrets'])
        equal((await o.verify(token, key, { algorithms })).text(), text)
    })
    it(`a key by itself, with all its octets in ${kind}`, async () => {
      for (const enc of ['A256GCM', 'A128CBC-HS256']) {
        const key = await o.construct(secretOf(32), enc)
        const [plaintext, additional] = [make(utf8(text)), make(utf8('more'))]
        const made = await overwritten([plaintext, additional], () => key.encrypt(plaintext, additional))
        equal(await key.decrypt(made.ciphertext, made.iv, utf8('more'), made.tag), utf8(text))
        // Another key, whose halves nobody has made yet.
        const fresh = await o.construct(secretOf(32), enc)
        const parts = [made.ciphertext, made.iv, utf8('more'), made.tag].map(make)
        const [ciphertext, iv, aad, tag] = parts as [Uint8Array, Uint8Array, Uint8Array, Uint8Array]
        equal(await overwritten(parts, () => fresh.decrypt(ciphertext, iv, aad, tag)), utf8(text))
      }
      const kek = await o.construct(secretOf(16), 'A128KW')
      const cek = make(secretOf(32))
      const wrapped = make(await overwritten([cek], () => kek.wrapKey(cek)))
      equal(await overwritten([wrapped], () => kek.unwrapKey(wrapped)), secretOf(32))
    })
  }
  it('a list of allowed algorithms, changed while the key is waited for', async () => {
    const [allowed, names] = [['A128KW'], ['HS512']]
    const token = await o.encrypt(text, secretOf(32))
    const pending = o.decrypt(token, later(secretOf(32)), { algorithms: allowed }).then(
      () => 'decrypted',
      ({ code }) => code,
    )
    allowed.push('dir')
    equal(await pending, 'ERR_ALGORITHM_NOT_ALLOWED')
    const verifying = o.verify(await o.sign('x', 'secret'), later('secret'), { algorithms: names }).then(
      () => 'verified',
      (error) => (error instanceof JWSError ? 'refused' : error),
    )
    names.push('HS256')
    equal(await verifying, 'refused')
  })
}

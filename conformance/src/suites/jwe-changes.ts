import { equal } from '../assert.ts'
import type { Suite } from '../suite.ts'
import { utf8 } from './craft.ts'
import { cekBytes, secretOf } from './jwe-craft.ts'
import { agreementKeys } from './jwe-recipes.ts'
import { arrays, overwritten, waiting } from './overwriting.ts'
import { needAlgorithms, testKeys } from './test-keys.ts'

const text = 'this is what was to be encrypted'
const algorithms = ['HS256']

/** What is encrypted and signed is what it was when the call was made, whatever becomes of it meanwhile. */
export const jweChanges: Suite = (o, it) => {
  const { later } = waiting(o)

  for (const [kind, make] of Object.entries(arrays)) {
    for (const enc of ['A256GCM', 'A128CBC-HS256', 'A256CBC-HS512']) {
      it(`${enc}: the plaintext in ${kind}`, async () => {
        needAlgorithms(o, enc)
        const key = secretOf(cekBytes(enc))
        const jwk = testKeys.RS256
        const ways: readonly (readonly [write: unknown, read: unknown, options: object])[] = [
          [key, key, {}],
          [later(key), key, {}],
          [key, key, { zip: 'DEF' }],
          [secretOf(16), secretOf(16), { algorithm: 'A128KW' }],
          [jwk.public, jwk.private, { algorithm: 'RSA-OAEP' }],
        ]
        for (const [write, read, options] of ways) {
          for (const length of [text.length, 300_000]) {
            if ('zip' in options && (length > 256_000 || !o.backend.supports({ name: 'DEFLATE' }))) continue
            const whole = length === text.length ? utf8(text) : secretOf(length)
            const plaintext = make(whole)
            const token = await overwritten([plaintext], () =>
              o.encrypt(plaintext, write, { ...options, encryption: enc }),
            )
            sameOctets((await o.decrypt(token, read)).plaintext, whole)
          }
        }
      })
    }
    it(`JSON forms: the plaintext and additional data in ${kind}`, async () => {
      for (const encryption of ['A256GCM', 'A128CBC-HS256']) {
        const key = secretOf(32)
        for (const given of [key, later(key)]) {
          const [plaintext, aad] = [make(utf8(text)), make(utf8('more'))]
          const flat = await overwritten([plaintext, aad], () =>
            o.encryptFlattened(plaintext, { key: given }, { encryption, aad }),
          )
          const read = await o.decrypt(flat, key)
          equal([read.text(), read.aad], [text, utf8('more')])
        }
        const [plaintext, aad] = [make(utf8(text)), make(utf8('more'))]
        const recipients = [
          { key: later(secretOf(16)), algorithm: 'A128KW' },
          { key: testKeys.RS256.public, algorithm: 'RSA-OAEP' },
        ]
        const general = await overwritten([plaintext, aad], () =>
          o.encryptGeneral(plaintext, recipients, { encryption, aad }),
        )
        for (const reader of [secretOf(16), testKeys.RS256.private]) {
          const read = await o.decrypt(general, reader)
          equal([read.text(), read.aad], [text, utf8('more')])
        }
      }
    })
    it(`the parties to an agreement in ${kind}`, async () => {
      const { public: write, private: read } = agreementKeys['P-256'] as typeof testKeys.ES256
      for (const key of [write, later(write)]) {
        const [apu, apv] = [make(utf8('Alice')), make(utf8('Bob'))]
        const token = await overwritten([apu, apv], () =>
          o.encrypt(text, key, { algorithm: 'ECDH-ES+A128KW', apu, apv }),
        )
        const { header } = await o.decrypt(token, read)
        equal([header.apu, header.apv], ['QWxpY2U', 'Qm9i'])
      }
    })
    it(`the token in ${kind}`, async () => {
      for (const encryption of ['A256GCM', 'A128CBC-HS256']) {
        const key = secretOf(32)
        const octets = make(utf8(await o.encrypt(text, key, { encryption })))
        equal((await overwritten([octets], () => o.decrypt(octets, later(key)))).text(), text)
      }
    })
    it(`what is signed, in ${kind}`, async () => {
      for (const key of ['secret', later('secret'), testKeys.RS256.private]) {
        const algorithm = typeof key === 'object' ? 'RS256' : 'HS256'
        const read = typeof key === 'object' ? testKeys.RS256.public : 'secret'
        for (const options of [{}, { b64: false }, { detached: true }, { detached: true, b64: false }]) {
          const payload = make(utf8(text))
          const token = await overwritten([payload], () => o.sign(payload, key, { algorithm, ...options }))
          const detached = 'detached' in options ? { payload: utf8(text) } : {}
          equal((await o.verify(token, read, { algorithms: [algorithm], ...detached })).text(), text)
        }
        const payload = make(utf8(text))
        const flat = await overwritten([payload], () => o.signFlattened(payload, { key, algorithm }))
        equal((await o.verify(flat, read, { algorithms: [algorithm] })).text(), text)
      }
    })
  }
  it('headers, options and a JSON plaintext, changed in the depth', async () => {
    const key = secretOf(32)
    const content = { roles: ['user'] }
    const headers = { x: { y: ['good'] } }
    const outer = { jku: ['good'] }
    const inner = { x: ['good'] }
    const changed = async <T>(call: () => Promise<T>): Promise<T> => {
      const pending = call()
      for (const list of [content.roles, headers.x.y, outer.jku, inner.x]) list.splice(0, 1, 'bad')
      const made = await pending
      for (const list of [headers.x.y, outer.jku, inner.x]) list.splice(0, 1, 'good')
      content.roles.splice(0, 1, 'user')
      return made
    }
    const compact = await o.decrypt(await changed(() => o.encrypt(content, later(key), { headers })), key)
    equal([compact.json(), compact.header.x], [{ roles: ['user'] }, { y: ['good'] }])
    const flat = await changed(() =>
      o.encryptFlattened(
        content,
        { key: later(key), header: outer },
        { protected: inner, unprotected: { u: outer.jku } },
      ),
    )
    const read = await o.decrypt(flat, key)
    equal(
      [read.json(), read.header],
      [{ roles: ['user'] }, { alg: 'dir', enc: 'A256GCM', x: ['good'], u: ['good'], jku: ['good'] }],
    )
  })
  it('a JSON token, changed while its key is waited for', async () => {
    const key = secretOf(32)
    const token: { [member: string]: unknown } = { ...(await o.encryptFlattened(text, { key }, { aad: 'more' })) }
    const pending = o.decrypt(token, later(key))
    for (const member of Object.keys(token)) token[member] = 'AAAA'
    equal((await pending).text(), text)
    const signed: { [member: string]: unknown } = { ...(await o.signFlattened(text, { key: 'secret' })) }
    const verifying = o.verify(signed, later('secret'), { algorithms })
    for (const member of Object.keys(signed)) signed[member] = 'AAAA'
    equal((await verifying).text(), text)
  })
}

/** As `equal`, for octets by the hundred thousand. */
function sameOctets(found: Uint8Array, expected: Uint8Array): void {
  equal([found.length, found.every((octet, index) => octet === expected[index])], [expected.length, true])
}

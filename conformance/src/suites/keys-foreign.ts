import { base64url, InvalidKeyError, type JWK } from '@jose/core'
import json from '../../vectors/foreign-keys.json' with { type: 'json' }
import { equal, ok, refuses } from '../assert.ts'
import type { Suite } from '../suite.ts'
import { utf8 } from './craft.ts'
import { unarmoured } from './der.ts'
import { needPbes2 } from './need-pbes2.ts'
import { hasKey, type KeyName, needKey, testKeys } from './test-keys.ts'

interface ForeignKey {
  readonly name: string
  readonly by: string
  readonly key: KeyName
  readonly type: 'private' | 'public'
  readonly text?: string
  readonly der?: string
  readonly passphrase?: string
  readonly x5t?: string
  readonly x5tS256?: string
}

interface RefusedKey extends Pick<ForeignKey, 'name' | 'by' | 'text' | 'der' | 'passphrase'> {
  /** A part of the error's message. */
  readonly says: string
}

const foreign = json.keys as readonly ForeignKey[]

/** The test keys as OpenSSL, OpenSSH, python's cryptography and Java write them. */
export const keysForeign: Suite = (o, it) => {
  for (const vector of foreign) {
    it(`${vector.by}: ${vector.name}`, async () => {
      const { key: name, type, passphrase, text } = vector
      needKey(o, name)
      if (passphrase !== undefined) await needPbes2(o)
      const options = passphrase === undefined ? {} : { passphrase }
      const materials = text === undefined ? [materialOf(vector)] : [text, utf8(text), text.replace(/\n/g, '\r\n')]
      for (const material of materials) {
        const key = await o.construct(material, undefined, options)
        equal(key.key.type, type)
        equal(sorted(await key.toJwk({ private: type === 'private' })), sorted(bare(testKeys[name][type])))
        equal(await key.toPem(), testKeys[name].publicPem, 'the public half')
      }
      const { key } = await o.construct(materialOf(vector), algorithmOf(name), options)
      if (type === 'private') {
        const token = await o.sign('x', key)
        equal((await o.verify(token, testKeys[name].public, { algorithms: [algorithmOf(name)] })).text(), 'x')
      } else {
        const token = await o.sign('x', testKeys[name].private, { algorithm: algorithmOf(name) })
        equal((await o.verify(token, key)).text(), 'x')
      }
    })
  }
  it('a key that is not encrypted is itself where its text stands for it', async () => {
    for (const vector of foreign.filter(({ passphrase, text }) => passphrase === undefined && text !== undefined)) {
      const { key: name, type, text } = vector
      if (!hasKey(o, name)) continue
      const algorithm = algorithmOf(name)
      const token = await o.sign('x', type === 'private' ? text : testKeys[name].private, { algorithm })
      equal((await o.verify(token, text, { algorithms: [algorithm] })).text(), 'x')
    }
  })
  for (const { name, by, text, der, says, passphrase } of json.refused as readonly RefusedKey[]) {
    it(`${by}: ${name} is refused`, async () => {
      const material = text ?? { der: unarmoured(der ?? '') }
      for (const algorithm of [undefined, 'ES256']) {
        for (const options of [{}, { passphrase: passphrase ?? 'correct horse' }]) {
          const refusal = { is: InvalidKeyError, code: 'ERR_KEY_INVALID', message: says }
          await refuses(() => o.construct(material, algorithm, options), refusal)
        }
      }
      // As the secret of an HMAC it is none either.
      if (text !== undefined) await refuses(() => o.construct(text, 'HS256'), { is: InvalidKeyError })
    })
  }

  it('certificates: x5t and x5t#S256', async () => {
    for (const { text = '', x5t, x5tS256 } of foreign.filter((each) => each.x5t !== undefined)) {
      for (const certificate of [text, { der: unarmoured(text) }, `subject=me\n${text}${text}`]) {
        equal(await o.certificateThumbprint(certificate, 'SHA-1'), x5t)
        equal(await o.certificateThumbprint(certificate, 'SHA-256'), x5tS256)
        equal(await o.certificateThumbprint(certificate), x5tS256)
      }
      equal(base64url.decode(x5t ?? '').length, 20)
    }
  })
  it('certificates: what is none has no thumbprint', async () => {
    const { publicPem, privatePem } = testKeys.ES256
    const certificate = foreign.find(({ x5t }) => x5t !== undefined)?.text ?? ''
    const octets = unarmoured(certificate)
    const bad = [publicPem, privatePem, '', 'text', { der: unarmoured(publicPem) }, { der: octets.slice(0, -1) }]
    const more = [undefined, null, 5, {}, { der: certificate }, octets, testKeys.ES256.public, new Uint8Array(3)]
    for (const each of [...bad, ...more, certificate.replace(/CERTIFICATE/g, 'PUBLIC KEY')])
      await refuses(() => o.certificateThumbprint(each), { is: InvalidKeyError })
    const request = json.refused.find(({ name }) => name === 'a request for a certificate')?.text ?? ''
    await refuses(() => o.certificateThumbprint(request), { is: InvalidKeyError })
    await refuses(() => o.certificateThumbprint({ der: unarmoured(request) }), { is: InvalidKeyError })
    for (const hash of ['SHA-512', 'sha256', '', null])
      await refuses(() => o.certificateThumbprint(certificate, hash as 'SHA-1'), { is: TypeError })
    ok(octets.length > 300, 'a certificate')
  })
}

function materialOf({ text, der = '' }: ForeignKey): unknown {
  return text ?? { der: unarmoured(der) }
}

/** What a key of the test keys signs with. */
function algorithmOf(name: KeyName): string {
  return name === 'Ed448' || name === 'Ed25519' ? 'EdDSA' : name
}

function bare({ kid: _, ...members }: JWK): JWK {
  return members
}

/** The primes have no order of their own, and OpenSSH's is the other. */
function sorted(jwk: JWK): object {
  const { p, q, dp, dq, qi: _, ...members } = jwk
  return p === undefined ? members : { ...members, primes: [p, q].sort(), exponents: [dp, dq].sort() }
}

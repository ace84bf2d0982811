import { JOSEError } from '@jose/core'
import certificates from '../../vectors/certificates.json' with { type: 'json' }
import { equal, ok, refuses } from '../assert.ts'
import type { Operations } from '../modes.ts'
import type { Suite } from '../suite.ts'
import { der, joined, unarmoured } from './der.ts'
import { longer } from './der-longer.ts'
import { needPbes2 } from './need-pbes2.ts'
import { sshPem, sshPrivate } from './ssh.ts'
import { hasKey, type KeyName, needKey, testKeys } from './test-keys.ts'

const passphrase = 'correct horse'

/** What errors of keys say, wherever they come from. */
const codes = [
  'ERR_KEY_INVALID',
  'ERR_KEY_SIZE',
  'ERR_KEY_PASSPHRASE',
  'ERR_KEY_UNFIT',
  'ERR_LIMIT',
  'ERR_ALGORITHM_UNSUPPORTED',
]

interface Form {
  readonly title: string
  readonly name: KeyName
  /** The octets that are changed. */
  octets(o: Operations): Promise<Uint8Array>
  /** What is constructed from them. Default: `{ der }`. */
  readonly material?: (octets: Uint8Array) => unknown
  /** Whether the form says a thing twice, or is bound to a curve, so that another octet never makes another key. */
  readonly bound: boolean
}

const forms: readonly Form[] = [
  ...(['RS256', 'ES256', 'Ed25519', 'Ed448', 'ML-DSA-44'] as const).flatMap((name) => [
    exported(name, 'SPKI', {}, name.startsWith('ES')),
    exported(name, 'PKCS#8', { private: true }, name.startsWith('ES') || name === 'RS256'),
  ]),
  exported('RS256', 'RSAPublicKey', { format: 'pkcs1' }, false),
  exported('RS256', 'RSAPrivateKey', { private: true, format: 'pkcs1' }, true),
  exported('ES256', 'ECPrivateKey', { private: true, format: 'sec1' }, true),
  exported('ES512', 'ECPrivateKey', { private: true, format: 'sec1' }, true),
  exported('ES256', 'encrypted PKCS#8', { private: true, passphrase, iterations: 1000 }, true),
  ...(['RS256', 'ES256'] as const).map((name) => ({
    title: `${name}: X.509`,
    name,
    octets: async () => unarmoured(certificates[name]),
    bound: name === 'ES256',
  })),
  ...(['RS256', 'ES256', 'Ed25519'] as const).map((name) => ({
    title: `${name}: OpenSSH`,
    name,
    octets: async () => sshPrivate(name),
    material: sshPem,
    bound: true,
  })),
]

/** Every form of a key, cut off at every octet and with every octet changed: an error of this library, or a key. */
export const keysMutated: Suite = (o, it) => {
  const limited = o.with({ limits: { p2c: 2000 } })
  for (const { title, name, octets, material = (changed: Uint8Array): unknown => ({ der: changed }), bound } of forms) {
    const construct = (changed: Uint8Array) => limited.construct(material(changed), undefined, { passphrase })
    it(`${title}: cut off at every octet`, async () => {
      needKey(o, name)
      if (title.includes('encrypted')) await needPbes2(o)
      const whole = await octets(o)
      equal((await construct(whole)).key.kty, testKeys[name].private.kty)
      for (let length = 0; length < whole.length; length++)
        await refuses(() => construct(whole.slice(0, length)), { is: JOSEError, code: 'ERR_KEY_INVALID' })
    })
    it(`${title}: anything behind`, async () => {
      needKey(o, name)
      if (title.includes('encrypted')) await needPbes2(o)
      const whole = await octets(o)
      for (const tail of [[0], [0, 0], [0x30, 0], [5, 0], whole])
        await refuses(() => construct(joined(whole, tail)), { is: JOSEError, code: 'ERR_KEY_INVALID' })
    })
    it(`${title}: every octet changed${bound ? ' makes no other key' : ''}`, async () => {
      needKey(o, name)
      if (title.includes('encrypted')) await needPbes2(o)
      const whole = await octets(o)
      const own = await half(construct(whole))
      let refused = 0
      // Every octet of what is short; of what is long all of its beginning, and some of the rest.
      for (let index = 0; index < whole.length; index += index < 160 ? 1 : 7) {
        for (const mask of index < 30 ? [0x01, 0x20, 0x80] : [0x81]) {
          const changed = Uint8Array.from(whole, (octet, at) => (at === index ? octet ^ mask : octet))
          const found = await half(construct(changed))
          if (found.startsWith('ERR_')) refused++
          ok(codes.includes(found) || found === own || !bound, `octet ${index} by ${mask}: a refusal, not another key`)
        }
      }
      ok(refused > 20, 'refusals')
    })
  }

  it('lengths that are not minimal, in every place', async () => {
    for (const { title, octets, material } of forms.filter(
      (form) => form.name !== 'ML-DSA-44' && hasKey(o, form.name),
    )) {
      if (material !== undefined || !/SPKI|PKCS#8|Key$/.test(title) || title.includes('encrypted')) continue
      for (const changed of longer(await octets(o)))
        await refuses(() => limited.construct({ der: changed }, undefined, { passphrase }), { is: JOSEError })
    }
  })
  it('elements within elements, and side by side, without end', async () => {
    let nested = der(5)
    for (let depth = 0; depth < 1000; depth++) nested = der(0x30, nested)
    const many = new Uint8Array(900_000)
    for (let index = 0; index < many.length; index += 2) many[index] = 5
    const head = Uint8Array.of(0x30, 0x83, 0x0d, 0xbb, 0xa0)
    for (const bomb of [nested, many, long([head, many]), long([head, many.fill(0x30)])]) {
      const before = Date.now()
      await refuses(() => o.construct({ der: bomb }), { is: JOSEError, code: 'ERR_KEY_INVALID' })
      ok(Date.now() - before < 1000, 'an answer at once')
    }
  })
  it('RSA numbers of a size that nobody has', async () => {
    const huge = new Uint8Array(300_000).fill(0x7f)
    const one = der(2, [1])
    const numbers = [one, one, one, one, one, one, one]
    for (const octets of [
      der3(der3(huge), one),
      der3(der(2, [0]), der3(huge), ...numbers),
      der3(der(2, [0]), one, one, der3(huge), ...numbers.slice(2)),
    ]) {
      const before = Date.now()
      await refuses(() => o.construct({ der: octets }), { is: JOSEError })
      ok(Date.now() - before < 1000, 'an answer at once')
    }
    const text = 'f39_'.repeat(100_000)
    const { private: jwk } = testKeys.RS256
    for (const member of ['n', 'e', 'd', 'p', 'q', 'dp', 'dq', 'qi']) {
      const before = Date.now()
      await refuses(() => o.construct({ ...jwk, [member]: text }), { is: JOSEError })
      ok(Date.now() - before < 1000, `an answer at once about ${member}`)
    }
  })
}

function exported(name: KeyName, form: string, options: object, bound: boolean): Form {
  const title = `${name}: ${form}`
  return { title, name, octets: async (o) => (await o.construct(testKeys[name].private)).toDer(options), bound }
}

/** The code of the refusal, or what the key is, its private half included. Anything but an error of this library is a failure. */
async function half(constructing: ReturnType<Operations['construct']>): Promise<string> {
  try {
    const key = await constructing
    const jwk = await key.toJwk({ private: key.key.type === 'private' })
    return JSON.stringify(jwk)
  } catch (error) {
    ok(error instanceof JOSEError, `an error of this library, not ${String(error)}`)
    return error.code
  }
}

/** An INTEGER or a SEQUENCE with a length of three octets. */
function der3(...contents: readonly Uint8Array[]): Uint8Array {
  const content = long(contents)
  const tag = contents.length === 1 && contents[0]?.[0] === 0x7f ? 2 : 0x30
  const { length } = content
  const head = Uint8Array.of(tag, 0x83, length >> 16, (length >> 8) & 0xff, length & 0xff)
  return long([head, content])
}

/** As `joined`, quicker. */
function long(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let offset = 0
  for (const part of parts) {
    whole.set(part, offset)
    offset += part.length
  }
  return whole
}

import { InvalidKeyError } from '@jose/core'
import { equal, ok, refuses } from '../assert.ts'
import type { Suite } from '../suite.ts'
import { utf8 } from './craft.ts'
import { base64, joined } from './der.ts'
import { refuseMaterial } from './refuse-material.ts'
import {
  field,
  mpint,
  numberOf,
  type PrivateParts,
  privateFields,
  publicFields,
  type SshName,
  sshLine,
  sshNames,
  sshPem,
  sshPrivate,
  typeOf,
  uint32,
} from './ssh.ts'
import { needKey, testKeys } from './test-keys.ts'

/** The forms of OpenSSH, read strictly. */
export const keysOpenssh: Suite = (o, it) => {
  const bare = (name: SshName, type: 'public' | 'private'): object => {
    const { kid: _, ...members } = testKeys[name][type]
    return members
  }
  const refusesAll = async (materials: readonly string[]): Promise<void> => {
    for (const material of materials) {
      for (const algorithm of [undefined, 'ES256']) await refuseMaterial(o, material, algorithm)
      await refuseMaterial(o, utf8(material), 'ES256')
    }
  }

  for (const name of sshNames) {
    it(`${name}: a public key’s line, with a comment and without`, async () => {
      needKey(o, name)
      const line = sshLine(name)
      const good = [line, `${line}\n`, `${line} me@host`, `${line} a comment of words\r\n`, `  ${line}\n\n`]
      for (const text of [...good, line.replace(' ', '\t')]) {
        for (const material of [text, utf8(text)])
          equal(await (await o.construct(material)).toJwk(), bare(name, 'public'))
      }
    })
    it(`${name}: a private key`, async () => {
      needKey(o, name)
      for (const comment of [[], utf8('me'), utf8('Zoë 🎉'), [0xff, 0], new Uint8Array(1000)]) {
        const pem = sshPem(sshPrivate(name, { comment }))
        for (const material of [pem, utf8(pem), `\n${pem}\n`])
          equal(await (await o.construct(material)).toJwk({ private: true }), bare(name, 'private'))
      }
    })
    it(`${name}: a public key that is cut off, longer, or of another type`, async () => {
      const blob = joined(field(typeOf(name)), publicFields(name))
      const bad: string[] = []
      const line = (octets: Uint8Array): string => `${typeOf(name)} ${base64(octets)}`
      for (let length = 0; length < blob.length; length++) bad.push(line(blob.slice(0, length)))
      bad.push(line(joined(blob, [0])), line(joined(blob, field('x'))))
      for (const type of ['ssh-rsa', 'ssh-ed25519', 'ecdsa-sha2-nistp256', 'ssh-ed448', 'ssh-dss', 'ssh-'])
        if (type !== typeOf(name)) bad.push(`${type} ${base64(blob)}`, sshLine(name, publicFields(name), type))
      const whole = line(blob)
      bad.push(whole.replace(/ /g, ''), whole.replace('AAAA', 'AAA!'), `${whole.slice(0, -1)}!`, whole.slice(0, -3))
      bad.push(`${whole}\n${whole}`, `# comment\n${whole}`, `no-pty ${whole}`, `host ${whole}`, `\ufeff${whole}`)
      await refusesAll(bad)
    })
    it(`${name}: a private key that is cut off anywhere`, async () => {
      const octets = sshPrivate(name)
      for (let length = 0; length < octets.length; length++) await refuseMaterial(o, sshPem(octets.slice(0, length)))
    })
    it(`${name}: a private key of which any part is not as it must be`, async () => {
      needKey(o, name)
      const other = name === 'ES256' ? 'Ed25519' : 'ES256'
      const half = joined(field(typeOf(other)), publicFields(other))
      const own = joined(field(typeOf(name)), publicFields(name))
      const changes: readonly Partial<PrivateParts>[] = [
        { magic: 'openssh-key-v2\0' },
        { magic: 'openssh-key-v1' },
        { kdf: 'bcrypt' },
        { options: [0] },
        { count: 0 },
        { count: 2 },
        { count: 0xffffffff },
        { half },
        { half: [] },
        { half: joined(own, [0]) },
        { half: own.slice(0, -1) },
        { checks: [1, 2] },
        { type: typeOf(other) },
        { type: 'ssh-dss' },
        { type: '' },
        { fields: [] },
        { fields: privateFields(other) },
        { fields: joined(privateFields(name), [0, 0, 0, 0]) },
        { padding: [0] },
        { padding: [] },
        { behind: [0] },
        { behind: sshPrivate(name) },
      ]
      const open = sshPrivate(name, { padding: [] }).length
      const aligned = (comment: number): number =>
        (sshPrivate(name, { padding: [], comment: new Uint8Array(comment) }).length - open) % 8
      ok(aligned(7) === 0, 'a comment that makes no difference')
      for (const change of changes) {
        // A section that needs no padding is right without.
        if (
          change.padding?.length === 0 &&
          Array.from(sshPrivate(name)).join() === Array.from(sshPrivate(name, change)).join()
        )
          continue
        await refuseMaterial(o, sshPem(sshPrivate(name, change)))
      }
      for (let length = 0; length < 8; length++) {
        const comment = new Uint8Array(length)
        const padding = paddingOf(name, comment)
        equal((await o.construct(sshPem(sshPrivate(name, { comment, padding })))).key.type, 'private')
        const wrong = [joined(padding, [padding.length + 1]), padding.map(() => 0), padding.map((octet) => octet + 1)]
        wrong.push(
          joined(
            padding,
            Array.from({ length: 8 }, (_, index) => padding.length + index + 1),
          ),
        )
        for (const each of wrong.filter((octets) => octets.length > 0 && octets.join() !== padding.join()))
          await refuseMaterial(o, sshPem(sshPrivate(name, { comment, padding: each })))
      }
    })
  }

  it('numbers are positive and minimal, lengths those that there are', async () => {
    const [n, e] = [numberOf('RS256', 'n'), numberOf('RS256', 'e')]
    const rsa = (...fields: readonly Uint8Array[]): string => sshLine('RS256', joined(...fields))
    equal((await o.construct(rsa(mpint(e), mpint(n)))).key.bits, 2048)
    await refusesAll([
      rsa(mpint(n), mpint(e)),
      rsa(mpint(e), field(n)),
      rsa(mpint(e), field(joined([0, 0], n))),
      rsa(field(joined([0], e)), mpint(n)),
      rsa(field([]), mpint(n)),
      rsa(field([0]), mpint(n)),
      rsa(mpint(e), field([])),
      rsa(mpint(e), joined(uint32(0xffffffff), n)),
      rsa(mpint(e), joined(uint32(0x7fffffff), n)),
      rsa(mpint(e), mpint(n), mpint(n)),
    ])
  })
  it('points are uncompressed, on the curve that is named', async () => {
    const [x, y] = [numberOf('ES256', 'x'), numberOf('ES256', 'y')]
    const ec = (curve: string, point: Uint8Array): string => sshLine('ES256', joined(field(curve), field(point)))
    const point = joined([4], x, y)
    equal((await o.construct(ec('nistp256', point))).key.crv, 'P-256')
    const changed = joined([4], x, y.slice(0, -1), [(y[31] ?? 0) ^ 1])
    await refusesAll([
      ...['nistp384', 'nistp521', 'P-256', '', 'secp256k1'].map((curve) => ec(curve, point)),
      ec('nistp256', joined([2 + ((y[31] ?? 0) & 1)], x)),
      ec('nistp256', joined([6], x, y)),
      ec('nistp256', changed),
      ec('nistp256', point.slice(0, -1)),
      ec('nistp256', Uint8Array.of(0)),
      sshLine('ES256', joined(field('nistp256'), field(point)), 'ecdsa-sha2-nistp521'),
    ])
  })
  it('Ed25519: 32 octets, and both copies of the public half are its own', async () => {
    needKey(o, 'Ed25519')
    const [x, d] = [numberOf('Ed25519', 'x'), numberOf('Ed25519', 'd')]
    const other = numberOf('ES256', 'x')
    const half = (key: Uint8Array): Uint8Array => joined(field('ssh-ed25519'), field(key))
    for (const [first, pair, public_] of [
      [other, joined(d, x), x],
      [x, joined(d, other), x],
      [other, joined(d, other), x],
      [x, joined(d, x), other],
      [other, joined(d, other), other],
      [x, joined(other, x), x],
      [x, d, x],
      [x, joined(d, x, [0]), x],
      [x.slice(1), joined(d, x), x],
    ] as const) {
      const changes = { fields: joined(field(first), field(pair)), half: half(public_) }
      await refuseMaterial(o, sshPem(sshPrivate('Ed25519', changes)))
    }
    await refusesAll([sshLine('Ed25519', field(x.slice(1))), sshLine('Ed25519', field(joined(x, [0])))])
    await refusesAll([sshLine('Ed25519', field(new Uint8Array(32)))])
  })
  it('RSA: private numbers that do not belong together', async () => {
    const numbers = ['n', 'e', 'd', 'qi', 'p', 'q'].map((member) => numberOf('RS256', member))
    for (let index = 0; index < numbers.length; index++) {
      for (const wrong of [
        Uint8Array.of(1),
        Uint8Array.of(3),
        new Uint8Array(256).fill(0x7f),
        new Uint8Array(3000).fill(1),
      ]) {
        const fields = joined(...numbers.map((number, at) => mpint(at === index ? wrong : number)))
        await refuseMaterial(o, sshPem(sshPrivate('RS256', { fields })))
      }
    }
    const { fields } = {
      fields: joined(...numbers.map((number, at) => mpint(at === 4 ? (numbers[5] ?? number) : number))),
    }
    await refuseMaterial(o, sshPem(sshPrivate('RS256', { fields })))
  })
  it('what is encrypted names the command that takes the passphrase off', async () => {
    for (const cipher of ['aes256-ctr', 'aes256-gcm@openssh.com', 'chacha20-poly1305@openssh.com', 'x']) {
      const pem = sshPem(sshPrivate('ES256', { cipher, kdf: 'bcrypt', options: new Uint8Array(24) }))
      for (const options of [{}, { passphrase: 'x' }])
        await refuses(() => o.construct(pem, undefined, options), { is: InvalidKeyError, message: 'ssh-keygen -p' })
    }
  })
}

/** 1, 2, 3 … up to a multiple of eight. */
function paddingOf(name: SshName, comment: Uint8Array): Uint8Array {
  const length = 8 + field(typeOf(name)).length + privateFields(name).length + field(comment).length
  return Uint8Array.from({ length: (8 - (length % 8)) % 8 }, (_, index) => index + 1)
}

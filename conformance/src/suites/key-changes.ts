import { base64url, InvalidKeyError, type JWK, JWSError, JWSSignatureError } from '@jose/core'
import certificates from '../../vectors/certificates.json' with { type: 'json' }
import { equal, refuses } from '../assert.ts'
import type { Suite } from '../suite.ts'
import { unarmoured } from './der.ts'
import { testKeys } from './test-keys.ts'

const notFound = { is: JWSError, code: 'ERR_KEY_NOT_FOUND' }
const algorithms = ['HS256']
const text = (name: string): string => `${name} is a secret of at least 32 bytes`
const oct = (name: string, members: object = {}): JWK => ({ kty: 'oct', k: base64url.encode(text(name)), ...members })

/** Keys are remembered between calls, and every change of theirs is noticed all the same. */
export const keyChanges: Suite = (o, it) => {
  const signed = (name: string, kid?: string) => o.sign('x', text(name), kid === undefined ? {} : { headers: { kid } })
  const verify = (token: string, key: unknown, names: readonly string[] = algorithms) =>
    o.verify(token, key, { algorithms: names })

  it('what is changed between calls is noticed', async () => {
    const [a, b] = [await signed('a'), await signed('b')]
    const octets = (name: string): Uint8Array => Uint8Array.from(base64url.decode(base64url.encode(text(name))))
    const bytes = octets('a')
    const jwk = { ...oct('a') }
    const member = { ...oct('a') }
    const list: unknown[] = [text('a')]
    const changes: readonly (readonly [key: unknown, change: () => unknown])[] = [
      [bytes, () => bytes.set(octets('b'))],
      [jwk, () => Object.assign(jwk, oct('b'))],
      [[member], () => Object.assign(member, oct('b'))],
      [list, () => list.splice(0, 1, text('b'))],
      ...[{ keys: [oct('a')] }].flatMap((set) => [[set, () => (set.keys = [oct('b')])] as const]),
      ...[{ keys: [oct('a')] }].flatMap((set) => [[set, () => set.keys.splice(0, 1, oct('b'))] as const]),
      ...[{ keys: [{ ...oct('a') }] }].flatMap((set) => [
        [set, () => Object.assign(set.keys[0] ?? {}, oct('b'))] as const,
      ]),
    ]
    for (const [key, change] of changes) {
      for (let round = 0; round < 2; round++) equal((await verify(a, key)).text(), 'x')
      await refuses(() => verify(b, key), { is: JWSSignatureError })
      change()
      for (let round = 0; round < 2; round++) equal((await verify(b, key)).text(), 'x')
      await refuses(() => verify(a, key), { is: JWSSignatureError })
    }
  })
  it('what is changed about a key between calls is noticed', async () => {
    const token = await signed('a', 'k')
    const members = { ...oct('a', { kid: 'k' }), use: 'sig', key_ops: ['verify'] }
    const set = { keys: [members] }
    equal((await verify(token, set)).text(), 'x')
    ;(members as { alg?: string }).alg = 'HS512'
    await refuses(() => verify(token, set), notFound)
    delete (members as { alg?: string }).alg
    equal((await verify(token, set)).text(), 'x')
    members.key_ops.splice(0, 1, 'encrypt')
    await refuses(() => verify(token, set), notFound)
    members.key_ops.push('verify')
    members.use = 'enc'
    await refuses(() => verify(token, members), { is: InvalidKeyError })
    members.use = 'sig'
    ;(members as { kid: string }).kid = 'other'
    await refuses(() => verify(token, set), notFound)
    delete (members as { kid?: string }).kid
    equal((await verify(token, set)).text(), 'x')
    set.keys.pop()
    await refuses(() => verify(token, set), notFound)
    set.keys.push(members)
    equal((await verify(token, set)).text(), 'x')
  })
  it('a member that is added, and a kid that becomes the token’s, are noticed', async () => {
    const token = await signed('a', 'k')
    const jwk: { [member: string]: unknown } = oct('a')
    equal((await verify(token, jwk)).text(), 'x')
    jwk.use = 'enc'
    await refuses(() => verify(token, jwk), { is: InvalidKeyError })
    const renamed: { [member: string]: unknown } = oct('a', { kid: 'other' })
    const set = { keys: [renamed] }
    equal((await verify(await signed('a', 'other'), set)).text(), 'x')
    renamed.kid = 'k'
    equal((await verify(token, set)).text(), 'x')
  })
  it('changes of DER octets and of certificates by kid are noticed', async () => {
    const token = await o.sign('x', testKeys.ES256.private, { algorithm: 'ES256', headers: { kid: 'k' } })
    const holder = { der: Uint8Array.from(unarmoured(testKeys.ES256.publicPem)) }
    const pems = { k: certificates.ES256 }
    for (const key of [holder, pems]) equal((await verify(token, key, ['ES256'])).text(), 'x')
    pems.k = certificates.RS256
    await refuses(() => verify(token, pems, ['ES256']), notFound)
    const other = await o.generate('ES256')
    holder.der.set(await other.toDer())
    await refuses(() => verify(token, holder, ['ES256']), { is: JWSSignatureError })
  })
}

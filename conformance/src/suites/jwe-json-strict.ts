import { base64url, JWEError, JWEParseError } from '@jose/core'
import { equal, refuses } from '../assert.ts'
import type { Suite } from '../suite.ts'
import { segment } from './craft.ts'
import { craftJwe, flattened, secretOf } from './jwe-craft.ts'
import { needAlgorithms } from './test-keys.ts'

const key = secretOf(32)
const malformed = { is: JWEParseError, code: 'ERR_JWE_INVALID' }

/** JSON forms that are not exactly what RFC 7516 §7.2 writes. */
export const jweJsonStrict: Suite = (o, it) => {
  const made = async () => flattened(await craftJwe(o, { header: { alg: 'dir', enc: 'A256GCM' } }))

  it('the general and the flattened form, mixed', async () => {
    const json = await made()
    for (const more of [{ header: {} }, { header: { x: 1 } }, { encrypted_key: '' }, { encrypted_key: 'AAAA' }])
      await refuses(() => o.decrypt({ ...json, ...more, recipients: [{}] }, key), { ...malformed, message: 'mixes' })
    equal((await o.decrypt({ ...json, recipients: [{}] }, key)).text(), 'x')
  })
  it('recipients that are no list of objects, or none', async () => {
    const json = await made()
    for (const recipients of [[], {}, null, 'x', 5, true, [null], [5], ['x'], [[]], [{}, null]])
      await refuses(() => o.decrypt({ ...json, recipients }, key), malformed)
  })
  it('members of another kind', async () => {
    const json = await made()
    for (const name of ['protected', 'iv', 'ciphertext', 'tag', 'encrypted_key', 'aad'])
      for (const value of [null, 5, true, {}, ['AAAA']])
        await refuses(() => o.decrypt({ ...json, [name]: value }, key), malformed)
    for (const name of ['unprotected', 'header'])
      for (const value of [null, 5, true, 'x', [], [{}]])
        await refuses(() => o.decrypt({ ...json, [name]: value }, key), malformed)
    for (const header of [null, 5, 'x', []])
      await refuses(() => o.decrypt({ ...json, recipients: [{ header }] }, key), malformed)
    for (const encrypted_key of [null, 5, {}])
      await refuses(() => o.decrypt({ ...json, recipients: [{ encrypted_key }] }, key), malformed)
  })
  it('a protected header or aad that is there and empty', async () => {
    const { protected: _, ...rest } = flattened(await craftJwe(o, { header: '' }))
    const header = { alg: 'dir', enc: 'A256GCM' }
    await refuses(() => o.decrypt({ ...rest, header, protected: '' }, key), malformed)
    await refuses(async () => o.decrypt({ ...(await made()), aad: '' }, key), malformed)
    const nothing = flattened(await craftJwe(o, { header: '{}' }), { header })
    equal((await o.decrypt(nothing, key)).text(), 'x')
  })
  it('without ciphertext, iv or tag', async () => {
    const json = await made()
    for (const name of ['ciphertext', 'iv', 'tag'])
      await refuses(() => o.decrypt({ ...json, [name]: undefined }, key), { is: JWEParseError })
    const { ciphertext: _, ...empty } = flattened(
      await craftJwe(o, { header: { alg: 'dir', enc: 'A256GCM' }, plaintext: '' }),
    )
    await refuses(() => o.decrypt(empty, key), malformed)
    equal((await o.decrypt({ ...empty, ciphertext: '' }, key)).text(), '')
  })
  it('base64url that is not canonical, in each member', async () => {
    needAlgorithms(o, 'A256KW')
    const json = (await o.encryptFlattened('some text', { key, algorithm: 'A256KW' }, { aad: 'ab' })) as unknown as {
      readonly [member: string]: string
    }
    for (const name of ['protected', 'iv', 'ciphertext', 'tag', 'encrypted_key', 'aad']) {
      const good = json[name] as string
      for (const bad of [
        `${good}=`,
        `${good} `,
        `${good}\n`,
        `\ufeff${good}`,
        `${good.slice(0, -1)}+`,
        `${good}.`,
        `${good}é`,
      ])
        await refuses(() => o.decrypt({ ...json, [name]: bad }, key), malformed)
    }
  })
  it('a name in two places of the header, even with one value', async () => {
    const json = await made()
    const places = ['header', 'unprotected']
    for (const place of places)
      for (const members of [{ alg: 'dir' }, { enc: 'A256GCM' }, { alg: 'A256KW' }])
        await refuses(() => o.decrypt({ ...json, [place]: members }, key), { ...malformed, message: 'two places' })
    await refuses(() => o.decrypt({ ...json, header: { x: 1 }, unprotected: { x: 1 } }, key), {
      ...malformed,
      message: 'two places',
    })
    const named = JSON.parse('{"__proto__":1}')
    await refuses(() => o.decrypt({ ...json, header: named, unprotected: named }, key), malformed)
  })
  it('recipients of different enc, or of different zip', async () => {
    needAlgorithms(o, 'A256KW')
    const { protected: _, ...rest } = flattened(await craftJwe(o, { header: '' }))
    const recipients = [
      { header: { alg: 'dir', enc: 'A256GCM' } },
      { header: { alg: 'A256KW', enc: 'A128GCM' }, encrypted_key: 'AAAA' },
    ]
    for (const list of [recipients, [...recipients].reverse()])
      await refuses(() => o.decrypt({ ...rest, recipients: list }, key), { ...malformed, message: 'enc' })
    await refuses(
      () => o.decrypt({ ...rest, recipients: [recipients[0], { header: { alg: 'A256KW' } }] }, key),
      malformed,
    )
  })
  it('generated members may stand wherever others put them, but once', async () => {
    needAlgorithms(o, 'A256GCMKW')
    const json = await o.encryptGeneral('x', [{ key, algorithm: 'A256GCMKW' }])
    const [{ header, encrypted_key }] = json.recipients as unknown as [{ header: object; encrypted_key: string }]
    const { recipients: _, ...rest } = json
    for (const place of ['header', 'unprotected'])
      equal((await o.decrypt({ ...rest, encrypted_key, [place]: header }, key)).text(), 'x')
    await refuses(() => o.decrypt({ ...rest, encrypted_key, header, unprotected: { iv: 'AAAA' } }, key), malformed)
  })
  it('members that nobody knows are passed over; those that are inherited are not seen', async () => {
    const json = await made()
    equal((await o.decrypt({ ...json, more: 1, payload: 'x', signatures: [] }, key)).text(), 'x')
    await refuses(() => o.decrypt(Object.create(json), key), { is: JWEError })
    const { protected: head, ...rest } = json
    await refuses(() => o.decrypt(Object.assign(Object.create({ protected: head }), rest), key), { is: JWEError })
  })
  it('each member is read once: what a getter says the second time counts nowhere', async () => {
    const json = await made()
    const { protected: head, ...rest } = json
    let reads = 0
    const token = {
      ...rest,
      get protected() {
        reads++
        return reads === 1 ? head : segment('{"alg":"none","enc":"A256GCM"}')
      },
    }
    equal((await o.decrypt(token, key)).header.alg, 'dir')
    equal(reads, 1)
  })
  it('a token that cannot be JSON', async () => {
    const json = await made()
    const cycle: { [name: string]: unknown } = { ...json }
    cycle.header = cycle
    const throws = {
      ...json,
      get header() {
        throw new RangeError('mine')
      },
    }
    for (const token of [
      cycle,
      { ...json, header: { x: BigInt(1) } },
      { ...json, header: { x: 'lone \ud800' } },
      throws,
    ])
      await refuses(() => o.decrypt(token, key), { is: JWEParseError })
    equal(base64url.decode(json.tag as string).length, 16)
  })
}

import { base64url, type GeneralJWE, InvalidKeyError, JWEError } from '@jose/core'
import { equal, ok, refuses } from '../assert.ts'
import type { Suite } from '../suite.ts'
import { segment, utf8 } from './craft.ts'
import { craftJwe, failsToDecrypt, flattened, secretOf } from './jwe-craft.ts'
import { agreementKeys, hasRecipe, password, recipes } from './jwe-recipes.ts'
import { needAlgorithms, needDeflate, testKeys } from './test-keys.ts'

const key = secretOf(32)
const [small, other] = [secretOf(16), secretOf(16).reverse()]

/** The JSON forms of a JWE: what is written and read (RFC 7516 §7.2). */
export const jweJson: Suite = (o, it) => {
  const carried = <T>(json: T): T => JSON.parse(JSON.stringify(json))
  const headerOf = (json: { readonly protected?: string }) =>
    json.protected && utf8Text(base64url.decode(json.protected))
  const utf8Text = (octets: Uint8Array): string => String.fromCharCode(...octets)

  for (const recipe of recipes.filter(({ curve }) => curve === undefined || curve === 'P-256')) {
    it(`${recipe.algorithm}: flattened, and alone in the general form`, async () => {
      if (!hasRecipe(o, recipe)) return needAlgorithms(o, recipe.algorithm)
      const { write, read } = recipe.keys('A256GCM')
      const recipient = { key: write, ...recipe.options, header: { kid: 'a' } }
      const flat = await o.encryptFlattened('x', recipient)
      equal((await o.decrypt(carried(flat), read, recipe.accept)).text(), 'x')
      equal(flat.header, { kid: 'a' })
      const general = await o.encryptGeneral('x', [recipient])
      const { header, text } = await o.decrypt(carried(general), read, recipe.accept)
      equal([text(), header.alg, header.kid], ['x', recipe.algorithm, 'a'])
      equal(headerOf(general), '{"enc":"A256GCM"}')
    })
  }
  it('flattened: the algorithm and what it writes is protected, and members that would be empty are not there', async () => {
    needDeflate(o)
    const flat = await o.encryptFlattened('', { key })
    equal(Object.keys(flat), ['protected', 'iv', 'ciphertext', 'tag'])
    equal(headerOf(flat), '{"alg":"dir","enc":"A256GCM"}')
    equal((await o.decrypt(flat, key)).text(), '')
    needAlgorithms(o, 'A128KW')
    const full = await o.encryptFlattened(
      { a: 1 },
      { key: small, algorithm: 'A128KW', header: { kid: 'k' } },
      { encryption: 'A128CBC-HS256', zip: 'DEF', aad: 'more', protected: { cty: 'json' }, unprotected: { jku: 'u' } },
    )
    equal(Object.keys(full), ['protected', 'unprotected', 'header', 'encrypted_key', 'aad', 'iv', 'ciphertext', 'tag'])
    equal(headerOf(full), '{"alg":"A128KW","enc":"A128CBC-HS256","zip":"DEF","cty":"json"}')
    const { header, json, aad } = await o.decrypt(carried(full), small)
    equal(header, { alg: 'A128KW', enc: 'A128CBC-HS256', zip: 'DEF', cty: 'json', jku: 'u', kid: 'k' })
    equal([json(), aad], [{ a: 1 }, utf8('more')])
  })
  it('a compact token is the same as flattened JSON, and the other way round', async () => {
    const token = await o.encrypt('x', key, { kid: 'a' })
    equal((await o.decrypt(flattened(token), key)).text(), 'x')
    const { protected: head, iv, ciphertext, tag } = await o.encryptFlattened('x', { key })
    equal((await o.decrypt(`${head}..${iv}.${ciphertext}.${tag}`, key)).text(), 'x')
  })
  it('general: each of several recipients decrypts, whatever stands before', async () => {
    needAlgorithms(o, 'A128KW', 'A256KW', 'A256GCMKW')
    const { public: write, private: read } = agreementKeys['P-256'] as typeof testKeys.ES256
    const all = [
      { key: other, algorithm: 'A128KW', header: { kid: 'a' } },
      { key: small, algorithm: 'A128KW' },
      { key, algorithm: 'A256KW', header: { kid: 'b', x: 1 } },
      { key, algorithm: 'A256GCMKW', header: { kid: 'c' } },
      { key: password, algorithm: 'PBES2-HS256+A128KW', p2c: 1000 },
      { key: testKeys.RS256.public, algorithm: 'RSA-OAEP' },
      { key: write, algorithm: 'ECDH-ES+A128KW', apu: 'Alice', apv: utf8('Bob') },
    ].filter(
      ({ algorithm }) =>
        o.jose.supports(algorithm) || (algorithm.startsWith('ECDH') && o.jose.supports(algorithm, { curve: 'P-256' })),
    )
    const json = carried(
      await o.encryptGeneral('x', all, { unprotected: { jku: 'u' }, aad: Uint8Array.of(0, 255), protected: { y: 2 } }),
    )
    equal(json.recipients.length, all.length)
    for (const each of [other, small, key, testKeys.RS256.private, read]) {
      const { text, aad, header } = await o.decrypt(json, each)
      equal([text(), aad, header.jku, header.y, header.enc], ['x', Uint8Array.of(0, 255), 'u', 2, 'A256GCM'])
    }
    equal((await o.decrypt(json, password, { algorithms: ['PBES2-HS256+A128KW'] })).header.p2c, 1000)
    equal((await o.decrypt(json, key, { algorithms: ['A256GCMKW'] })).header.kid, 'c')
    equal((await o.decrypt(json, (header: { kid?: string }) => (header.kid === 'b' ? key : undefined))).header.x, 1)
    equal(
      (await o.decrypt(json, { keys: [testKeys.Ed25519.public, { kty: 'odd' }, testKeys.RS256.private, read] })).text(),
      'x',
    )
    await failsToDecrypt(o, json, secretOf(16).fill(1))
    await failsToDecrypt(o, json, testKeys.ES384.private)
  })
  it('what is wrong with one recipient does not hide another', async () => {
    needAlgorithms(o, 'A128KW')
    const json = carried(await o.encryptGeneral('x', [{ key: small, algorithm: 'A128KW' }]))
    const [good] = json.recipients
    const salt = base64url.encode(secretOf(16))
    const others = [
      { header: { alg: 'foo' }, encrypted_key: 'AAAA' },
      { header: { alg: 'A128KW' } },
      { header: { alg: 'A128KW' }, encrypted_key: 'AAAA' },
      { header: { alg: 'A128KW' }, encrypted_key: base64url.encode(secretOf(24)) },
      { header: { alg: 'RSA1_5' }, encrypted_key: base64url.encode(secretOf(256)) },
      { header: { alg: 'RSA-OAEP', kid: 'x' }, encrypted_key: base64url.encode(secretOf(256)) },
      { header: { alg: 'ECDH-ES+A128KW' }, encrypted_key: 'AAAA' },
      { header: { alg: 'ECDH-ES+A128KW', epk: {} }, encrypted_key: 'AAAA' },
      { header: { alg: 'PBES2-HS256+A128KW', p2c: 2 ** 31 - 1, p2s: salt }, encrypted_key: 'AAAA' },
      { header: { alg: 'PBES2-HS256+A128KW' }, encrypted_key: 'AAAA' },
      { header: { alg: 'A256GCMKW' }, encrypted_key: 'AAAA' },
      { header: { alg: 'dir' } },
    ]
    for (const bad of others) {
      for (const recipients of [
        [good, bad],
        [bad, good],
        [bad, bad, good],
      ])
        equal((await o.decrypt({ ...json, recipients }, small)).text(), 'x', bad.header.alg)
    }
    equal((await o.decrypt({ ...json, recipients: [...others, good] }, small)).text(), 'x')
    await refuses(() => o.decrypt({ ...json, recipients: others.slice(0, 5) }, small), { is: JWEError })
  })
  it('what a resolver throws passes through, whichever recipient it was asked for', async () => {
    needAlgorithms(o, 'A128KW')
    const json = await o.encryptGeneral('x', [
      { key: small, algorithm: 'A128KW' },
      { key: other, algorithm: 'A128KW' },
    ])
    const own = new RangeError('mine')
    const error = await refuses(
      () =>
        o.decrypt(json, () => {
          throw own
        }),
      { is: RangeError },
    )
    ok(error === own, 'the same error')
  })
  it('aad: changed, left out or added, it fails; empty it is left out', async () => {
    for (const encryption of ['A256GCM', 'A128CBC-HS256']) {
      const json = await o.encryptFlattened('x', { key }, { encryption, aad: 'Zoë' })
      equal([(await o.decrypt(json, key)).aad, json.aad], [utf8('Zoë'), base64url.encode('Zoë')])
      const { aad: _, ...without } = json
      await failsToDecrypt(o, without, key)
      for (const aad of ['AAAA', base64url.encode('Zoe'), `${json.aad}AAAA`])
        await failsToDecrypt(o, { ...json, aad }, key)
      const plain = await o.encryptFlattened('x', { key }, { encryption })
      await failsToDecrypt(o, { ...plain, aad: 'AAAA' }, key)
      for (const aad of ['', new Uint8Array(0)]) {
        const empty = await o.encryptFlattened('x', { key }, { encryption, aad })
        ok(!('aad' in empty), 'no member')
        equal((await o.decrypt(empty, key)).aad, undefined)
      }
    }
    for (const aad of [5, null, {}, [1]])
      await refuses(() => o.encryptFlattened('x', { key }, { aad } as never), { is: TypeError })
  })
  it('a token without a protected header, of others', async () => {
    const token = await craftJwe(o, { header: '' })
    const { protected: _, ...rest } = flattened(token)
    const header = { alg: 'dir', enc: 'A256GCM' }
    equal((await o.decrypt({ ...rest, unprotected: header }, key)).text(), 'x')
    equal((await o.decrypt({ ...rest, header }, key)).header, header)
    const aad = base64url.encode('more')
    const with_ = flattened(await craftJwe(o, { header: '', aad }), { unprotected: header, aad })
    equal((await o.decrypt(with_, key)).aad, utf8('more'))
  })
  it('what a caller gives: names in one place, nothing that the library writes', async () => {
    const recipient = { key, algorithm: 'dir' }
    for (const name of ['alg', 'enc', 'zip', 'epk', 'apu', 'apv', 'p2s', 'p2c', 'iv', 'tag']) {
      const members = { [name]: 'x' }
      await refuses(() => o.encryptFlattened('x', { ...recipient, header: members }), { is: TypeError })
      await refuses(() => o.encryptFlattened('x', recipient, { protected: members }), { is: TypeError })
      await refuses(() => o.encryptGeneral('x', [recipient], { unprotected: members }), { is: TypeError })
    }
    for (const places of [
      [{ header: { x: 1 } }, { protected: { x: 1 } }],
      [{ header: { x: 1 } }, { unprotected: { x: 1 } }],
      [{}, { unprotected: { x: 1 }, protected: { x: 1 } }],
    ] as const)
      await refuses(() => o.encryptFlattened('x', { ...recipient, ...places[0] }, places[1]), { is: JWEError })
    for (const bad of [
      { header: [] },
      { header: 'x' },
      { header: null },
      { algorithms: ['dir'] },
      { encryption: 'A128GCM' },
    ])
      await refuses(() => o.encryptFlattened('x', { ...recipient, ...bad }), { is: TypeError })
    for (const bad of [{ protected: 5 }, { unprotected: [] }, { crit: ['x'] }, { kid: 'x' }, { zip: 'x' }])
      await refuses(() => o.encryptFlattened('x', recipient, bad as never), { is: TypeError })
  })
  it('crit stands in the protected header, with what it names', async () => {
    const json = await o.encryptFlattened('x', { key }, { protected: { x: 1, crit: ['x'] } })
    equal((await o.decrypt(json, key, { crit: ['x'] })).header.x, 1)
    await refuses(() => o.decrypt(json, key), { code: 'ERR_CRIT' })
    await refuses(() => o.encryptFlattened('x', { key }, { protected: { crit: ['x'] } }), { is: JWEError })
    for (const options of [{ unprotected: { crit: ['x'] } }])
      await refuses(() => o.encryptFlattened('x', { key }, options), { is: TypeError })
  })
  it('recipients: a list of at least one; dir and ECDH-ES for one alone', async () => {
    for (const bad of [undefined, null, [], {}, 'x', { 0: { key }, length: 1 }])
      await refuses(() => o.encryptGeneral('x', bad), { is: TypeError })
    for (const bad of [[null], ['x'], [5], [undefined]])
      await refuses(() => o.encryptGeneral('x', bad), { is: TypeError })
    for (const bad of [null, 'x', undefined, []]) await refuses(() => o.encryptFlattened('x', bad), { is: TypeError })
    await refuses(() => o.encryptFlattened('x', {}), { is: InvalidKeyError })
    const agreeing = { key: testKeys.ES256.public, algorithm: 'ECDH-ES' }
    for (const each of [{ key }, agreeing].slice(0, o.jose.supports('ECDH-ES', { curve: 'P-256' }) ? 2 : 1))
      for (const list of [
        [each, each],
        [each, { key: small, algorithm: 'A128KW' }],
        [{ key: small, algorithm: 'A128KW' }, each],
      ])
        if (o.jose.supports('A128KW'))
          await refuses(() => o.encryptGeneral('x', list), { is: TypeError, message: 'one recipient only' })
    const one: GeneralJWE = await o.encryptGeneral('x', [{ key }])
    equal((await o.decrypt(one, key)).text(), 'x')
    equal(one.protected, segment('{"enc":"A256GCM"}'))
  })
}

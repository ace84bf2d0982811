import { base64url, InvalidKeyError, JWEError, JWEParseError } from '@jose/core'
import { equal, ok, refuses } from '../assert.ts'
import type { Suite } from '../suite.ts'
import { octetsOf, utf8 } from './craft.ts'
import { craftJwe, secretOf } from './jwe-craft.ts'
import { agreementKeys, password } from './jwe-recipes.ts'
import { needAlgorithms, needDeflate, testKeys } from './test-keys.ts'

const key = secretOf(32)

/** What `jwe.encrypt` writes and `jwe.decrypt` reads (RFC 7516 §5). */
export const jweEncrypt: Suite = (o, it) => {
  const headerOf = (token: string): string => String.fromCharCode(...(octetsOf(token)[0] as Uint8Array))

  it('dir and A256GCM where nothing is said', async () => {
    const token = await o.encrypt('x', key)
    equal(headerOf(token), '{"alg":"dir","enc":"A256GCM"}')
    equal(
      octetsOf(token).map(({ length }) => length),
      [29, 0, 12, 1, 16],
    )
    equal((await o.decrypt(token, key)).text(), 'x')
  })
  it("the guide's example: a secret of 16 characters, dir and A128GCM", async () => {
    const secret = 'asecret128bitkey'
    const token = await o.encrypt('Hello, World!', secret, { algorithm: 'dir', encryption: 'A128GCM' })
    equal(token.split('.')[0], 'eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0')
    equal((await o.decrypt(token, secret)).text(), 'Hello, World!')
    equal((await o.decrypt(utf8(token), utf8(secret))).text(), 'Hello, World!')
    await refuses(() => o.encrypt('x', secret), { is: InvalidKeyError, message: '256 bits' })
  })
  it('the token that the guide prints has an IV of 16 bytes: refused, and the message says why', async () => {
    const header = 'eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0'
    const token = [header, '', ...[16, 13, 16].map((n) => base64url.encode(new Uint8Array(n)))].join('.')
    for (const enc of ['asecret128bitkey', secretOf(16)]) {
      const error = await refuses(() => o.decrypt(token, enc), { is: JWEParseError, message: '12 bytes' })
      ok(error.message.includes('16') && error.message.includes('RFC 7518'), 'the length, and the rule')
    }
  })
  it('the algorithms that the key names', async () => {
    const k = base64url.encode(secretOf(32))
    const cases = [
      [{ kty: 'oct', k, alg: 'A256KW' }, 'A256KW', 'A256GCM'],
      [{ kty: 'oct', k, alg: 'A256GCMKW' }, 'A256GCMKW', 'A256GCM'],
      [{ kty: 'oct', k, alg: 'A128CBC-HS256' }, 'dir', 'A128CBC-HS256'],
      [{ kty: 'oct', k, alg: 'dir' }, 'dir', 'A256GCM'],
      [{ ...testKeys.RS256.public, alg: 'RSA-OAEP-256' }, 'RSA-OAEP-256', 'A256GCM'],
      [{ ...testKeys.ES256.public, alg: 'ECDH-ES' }, 'ECDH-ES', 'A256GCM'],
    ] as const
    for (const [jwk, alg, enc] of cases) {
      const header = o.jose.jwe.getUnverifiedHeader(await o.encrypt('x', jwk))
      equal([header.alg, header.enc], [alg, enc])
      const same = o.jose.jwe.getUnverifiedHeader(await o.encrypt('x', (await o.construct(jwk)).key))
      equal([same.alg, same.enc], [alg, enc])
    }
  })
  it('a string is its UTF-8 octets, bytes are themselves, anything else is JSON', async () => {
    const plaintexts = ['', 'Zoë 🎉', Uint8Array.of(0, 255, 128), new Uint8Array(0), { b: 1, a: [2] }, [1, 'x'], {}]
    for (const plaintext of plaintexts) {
      const isOctets = typeof plaintext === 'string' || plaintext instanceof Uint8Array
      const octets = isOctets ? plaintext : JSON.stringify(plaintext)
      const expected = typeof octets === 'string' ? utf8(octets) : octets
      const decrypted = await o.decrypt(await o.encrypt(plaintext, key), key)
      equal(decrypted.plaintext, expected)
      if (!isOctets) equal(decrypted.json(), plaintext)
    }
  })
  it('a plaintext that is no text and no JSON is refused', async () => {
    const cycle: { self?: object } = {}
    cycle.self = cycle
    const plaintexts = [undefined, null, 5, true, new Map(), Promise.resolve('x'), new ArrayBuffer(2), () => 1, cycle]
    for (const plaintext of [...plaintexts, 'lone \ud800', { a: '\udc00' }, { a: BigInt(1) }])
      await refuses(() => o.encrypt(plaintext, key), { is: JWEError })
  })
  it('text() and json() read the plaintext strictly', async () => {
    const read = async (plaintext: string | Uint8Array) => o.decrypt(await o.encrypt(plaintext, key), key)
    const notText = await read(Uint8Array.of(0xc3, 0x28))
    await refuses(() => notText.text(), { is: JWEError })
    await refuses(() => notText.json(), { is: JWEError })
    for (const text of ['', '{', '{"a":1,"a":2}', '\ufeff{}', '{"a":"\\ud800"}', '{"a":1}x', 'NaN']) {
      const decrypted = await read(text)
      equal(decrypted.text(), text)
      await refuses(() => decrypted.json(), { is: JWEError })
    }
  })
  it('the plaintext, the aad and the header are the caller’s alone', async () => {
    const plaintext = secretOf(40)
    const pending = o.encrypt(plaintext, key)
    const [one, two] = [await o.decrypt(await pending, key), await o.decrypt(await pending, key)]
    one.plaintext.fill(0)
    equal([two.plaintext, plaintext], [secretOf(40), secretOf(40)])
    equal(one.plaintext.buffer.byteLength, 40, 'memory of its own')
    ok(Object.isFrozen(one.header), 'a frozen header')
  })
  it('zip: raw DEFLATE, said in the protected header', async () => {
    needDeflate(o)
    const text = 'to be or not to be, '.repeat(50)
    const token = await o.encrypt(text, key, { zip: 'DEF' })
    equal(headerOf(token), '{"alg":"dir","enc":"A256GCM","zip":"DEF"}')
    ok((octetsOf(token)[3]?.length ?? 0) < 100, 'less than it was')
    equal((await o.decrypt(token, key)).text(), text)
    for (const plaintext of ['', 'x', new Uint8Array(2000)]) {
      const { plaintext: read } = await o.decrypt(await o.encrypt(plaintext, key, { zip: 'DEF' }), key)
      equal(read, typeof plaintext === 'string' ? utf8(plaintext) : plaintext)
    }
    for (const zip of ['def', 'GZIP', '', true, null]) {
      await refuses(() => o.encrypt('x', key, { zip } as never), { is: TypeError })
    }
  })
  it('apu and apv: bytes or text, in the header as base64url, and part of what is derived', async () => {
    needAlgorithms(o, 'ECDH-ES+A128KW')
    const { private: read, public: write } = agreementKeys['P-256'] as typeof testKeys.ES256
    for (const algorithm of ['ECDH-ES', 'ECDH-ES+A128KW']) {
      const token = await o.encrypt('x', write, { algorithm, apu: 'Zoë', apv: Uint8Array.of(0, 255) })
      const { header } = await o.decrypt(token, read)
      equal([header.apu, header.apv], [base64url.encode('Zoë'), 'AP8'])
      const empty = (await o.decrypt(await o.encrypt('x', write, { algorithm, apu: '' }), read)).header
      equal([empty.apu, empty.apv], ['', undefined])
    }
    for (const apu of [5, null, [], 'lone \ud800'])
      await refuses(() => o.encrypt('x', write, { algorithm: 'ECDH-ES', apu } as never), { is: TypeError })
  })
  it('the epk is fresh each time, public alone, and without anything else', async () => {
    for (const [curve, { public: write }] of Object.entries(agreementKeys)) {
      if (!o.jose.supports('ECDH-ES', { curve })) continue
      const [one, two] = [
        await o.encrypt('x', write, { algorithm: 'ECDH-ES' }),
        await o.encrypt('x', write, { algorithm: 'ECDH-ES' }),
      ]
      const [first, second] = [one, two].map((token) => o.jose.jwe.getUnverifiedHeader(token).epk) as [object, object]
      const members = curve.startsWith('X') ? ['crv', 'kty', 'x'] : ['crv', 'kty', 'x', 'y']
      equal(Object.keys(first).sort(), members)
      ok(JSON.stringify(first) !== JSON.stringify(second), 'another key')
    }
  })
  it('p2c: 310,000 where nothing is said; 1,000 to the limit; 16 octets of salt', async () => {
    needAlgorithms(o, 'PBES2-HS256+A128KW')
    const algorithm = 'PBES2-HS256+A128KW'
    const options = { algorithms: [algorithm] }
    const header = (await o.decrypt(await o.encrypt('x', password, { algorithm, p2c: 1001 }), password, options)).header
    equal([header.p2c, base64url.decode(header.p2s as string).length], [1001, 16])
    for (const p2c of [999, 0, -1, 1000.5, Number.NaN, Number.POSITIVE_INFINITY, 1_200_001, 2 ** 31, '1000', null])
      await refuses(() => o.encrypt('x', password, { algorithm, p2c } as never), { is: TypeError })
    const salts = await Promise.all([1, 2].map(async () => o.encrypt('x', password, { algorithm, p2c: 1000 })))
    ok(new Set(salts.map((token) => o.jose.jwe.getUnverifiedHeader(token).p2s)).size === 2, 'another salt')
  })
  it('a crafted token of this suite is a good one', async () => {
    for (const enc of ['A256GCM', 'A128CBC-HS256']) {
      const token = await craftJwe(o, { header: { alg: 'dir', enc }, enc, plaintext: 'y' })
      equal((await o.decrypt(token, secretOf(32))).text(), 'y')
    }
  })
}

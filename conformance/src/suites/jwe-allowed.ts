import { base64url, InvalidKeyError, JWEAlgorithmUnsupportedError, JWEError, JWEParseError } from '@jose/core'
import { equal, refuses } from '../assert.ts'
import type { Suite } from '../suite.ts'
import { craftJwe, encs, secretOf } from './jwe-craft.ts'
import { password } from './jwe-recipes.ts'
import { needAlgorithms, testKeys } from './test-keys.ts'

const key = secretOf(32)
const notAllowed = { is: JWEAlgorithmUnsupportedError, code: 'ERR_ALGORITHM_NOT_ALLOWED' }

/** What a token may choose from, and who says so. */
export const jweAllowed: Suite = (o, it) => {
  const made = async (header: object) => craftJwe(o, { header })

  it('without options: whatever the key fits', async () => {
    needAlgorithms(o, 'A256KW', 'A256GCMKW')
    for (const algorithm of ['dir', 'A256KW', 'A256GCMKW'])
      equal((await o.decrypt(await o.encrypt('x', key, { algorithm }), key)).header.alg, algorithm)
  })
  it('RSA1_5 and PBES2 must be asked for, by name', async () => {
    needAlgorithms(o, 'RSA-OAEP', 'PBES2-HS256+A128KW')
    const pbes2 = 'PBES2-HS256+A128KW'
    const token = await o.encrypt('x', password, { algorithm: pbes2, p2c: 1000 })
    for (const options of [undefined, {}, { algorithms: ['dir', 'PBES2-HS512+A256KW'] }, { encryptions: ['A256GCM'] }])
      await refuses(() => o.decrypt(token, password, options), notAllowed)
    equal((await o.decrypt(token, password, { algorithms: pbes2 })).text(), 'x')
    needAlgorithms(o, 'RSA1_5')
    const { private: read, public: write } = testKeys.RS256
    const old = await o.encrypt('x', write, { algorithm: 'RSA1_5' })
    for (const options of [undefined, {}, { algorithms: ['RSA-OAEP', 'RSA-OAEP-256'] }])
      await refuses(() => o.decrypt(old, read, options), notAllowed)
    await refuses(() => o.decrypt(old, { ...read, alg: 'RSA1_5' }), notAllowed)
    equal((await o.decrypt(old, read, { algorithms: ['RSA1_5'] })).text(), 'x')
  })
  it('algorithms and encryptions: a name or a list, and nothing beside', async () => {
    const token = await o.encrypt('x', key)
    for (const options of [
      { algorithms: 'dir' },
      { algorithms: ['A128KW', 'dir'] },
      { encryptions: 'A256GCM' },
      { algorithms: ['dir'], encryptions: encs },
    ])
      equal((await o.decrypt(token, key, options)).text(), 'x')
    for (const options of [
      { algorithms: 'A256KW' },
      { algorithms: ['A128KW', 'A256KW'] },
      { encryptions: 'A128GCM' },
      { encryptions: ['A128CBC-HS256', 'A128GCM'] },
    ])
      await refuses(() => o.decrypt(token, key, options), notAllowed)
  })
  it('algorithms and encryptions that are undefined, empty, no names or unknown are a TypeError, before the token is read', async () => {
    const bad = [
      undefined,
      null,
      [],
      [''],
      '',
      5,
      {},
      new Set(['dir']),
      ['foo'],
      ['dir', 'foo'],
      [5],
      'DIR',
      ['HS256'],
      ['none'],
      ['__proto__'],
      ['constructor'],
      'toString',
    ]
    for (const value of bad)
      for (const name of ['algorithms', 'encryptions'])
        for (const token of ['', await o.encrypt('x', key)])
          await refuses(() => o.decrypt(token, key, { [name]: value } as never), { is: TypeError })
    await refuses(() => o.decrypt('x', key, { algorithms: ['A256GCM'] }), { is: TypeError })
    await refuses(() => o.decrypt('x', key, { encryptions: ['dir'] }), { is: TypeError })
  })
  it('an option that does not exist is a TypeError', async () => {
    for (const options of [{ algorithm: 'dir' }, { encryption: 'A256GCM' }, { alg: 'dir' }, { maxP2c: 1 }])
      await refuses(() => o.decrypt('x', key, options as never), { is: TypeError, message: 'Unknown option' })
    for (const options of [{ alg: 'dir' }, { enc: 'A256GCM' }, { algorithms: ['dir'] }, { iv: key }, { cek: key }])
      await refuses(() => o.encrypt('x', key, options as never), { is: TypeError, message: 'Unknown option' })
    for (const options of ['dir', 5, [], null]) {
      await refuses(() => o.decrypt('x', key, options as never), { is: TypeError })
      await refuses(() => o.encrypt('x', key, options as never), { is: TypeError })
    }
  })
  it('algorithm and encryption of encrypt: names that exist', async () => {
    for (const name of ['', 'foo', 'DIR', 'A256gcm', '__proto__', 'constructor', 'none', 'HS256', null, 5, ['dir']]) {
      await refuses(() => o.encrypt('x', key, { algorithm: name } as never), { is: TypeError })
      await refuses(() => o.encrypt('x', key, { encryption: name } as never), { is: TypeError })
    }
  })
  it('an alg or enc that nobody knows', async () => {
    for (const alg of ['', 'foo', 'none', 'DIR', 'dir ', 'HS256', 'A256GCM', '__proto__', 'constructor', 'toString'])
      await refuses(async () => o.decrypt(await made({ alg, enc: 'A256GCM' }), key), notAllowed)
    for (const enc of [
      '',
      'foo',
      'none',
      'a256gcm',
      'A256GCM ',
      'dir',
      'A256KW',
      '__proto__',
      'constructor',
      'toString',
    ])
      await refuses(async () => o.decrypt(await made({ alg: 'dir', enc }), key), notAllowed)
  })
  it('an algorithm that the caller allows and the key cannot: the token’s fault where the key serves another', async () => {
    needAlgorithms(o, 'RSA-OAEP', 'A256KW')
    const token = await o.encrypt('x', key, { algorithm: 'A256KW' })
    const { private: rsa } = testKeys.RS256
    await refuses(() => o.decrypt(token, rsa), { is: JWEError, code: 'ERR_KEY_UNFIT' })
    await refuses(() => o.decrypt(token, rsa, { algorithms: ['A256KW', 'RSA-OAEP'] }), {
      is: JWEError,
      code: 'ERR_KEY_UNFIT',
    })
    await refuses(() => o.decrypt(token, rsa, { algorithms: ['A256KW'] }), { is: InvalidKeyError })
    await refuses(() => o.decrypt(token, secretOf(16), { algorithms: ['A256KW'] }), { is: InvalidKeyError })
  })
  it('a signed token is no encrypted one, and the other way round', async () => {
    const [signed, encrypted] = [await o.sign('x', key), await o.encrypt('x', key)]
    await refuses(() => o.decrypt(signed, key), { is: JWEParseError, message: 'signed' })
    await refuses(() => o.verify(encrypted, key, { algorithms: ['HS256'] }), { message: 'encrypted' })
    const json = await o.signFlattened('x', { key })
    await refuses(() => o.decrypt(json, key), { is: JWEParseError })
    await refuses(async () => o.verify(await o.encryptFlattened('x', { key }), key, { algorithms: ['HS256'] }), {
      is: Error,
    })
  })
  it('the policy fips refuses RSA1_5, X25519, X448, short passwords and short salts; strict refuses RSA1_5', async () => {
    const [fips, strict] = [o.with({ policy: 'fips' }), o.with({ policy: 'strict' })]
    const { private: read, public: write } = testKeys.RS256
    for (const policy of [fips, strict]) {
      equal((await policy.decrypt(await policy.encrypt('x', key), key)).text(), 'x')
      await refuses(() => policy.encrypt('x', write, { algorithm: 'RSA1_5' }), {
        is: InvalidKeyError,
        message: 'policy',
      })
      if (!o.jose.supports('RSA1_5')) continue
      const old = await o.encrypt('x', write, { algorithm: 'RSA1_5' })
      await refuses(() => policy.decrypt(old, read, { algorithms: ['RSA1_5'] }), {
        is: InvalidKeyError,
        message: 'policy',
      })
    }
    needAlgorithms(o, 'PBES2-HS256+A128KW')
    const algorithm = 'PBES2-HS256+A128KW'
    const options = { algorithms: [algorithm] }
    await refuses(() => fips.encrypt('x', 'seven77', { algorithm, p2c: 1000 }), { is: InvalidKeyError })
    const short = await o.encrypt('x', 'seven77', { algorithm, p2c: 1000 })
    equal((await o.decrypt(short, 'seven77', options)).text(), 'x')
    await refuses(() => fips.decrypt(short, 'seven77', options), { is: InvalidKeyError })
    equal(
      (await fips.decrypt(await fips.encrypt('x', 'eight888', { algorithm, p2c: 1000 }), 'eight888', options)).text(),
      'x',
    )
    const header = { alg: algorithm, enc: 'A256GCM', p2c: 1000, p2s: base64url.encode(new Uint8Array(15)) }
    await refuses(async () => fips.decrypt(await made(header), 'eight888', options), {
      is: JWEParseError,
      message: '16 bytes',
    })
  })
}

import {
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  generateKeyPair,
  generateKeyPairSync,
  KeyObject,
  randomBytes,
} from 'node:crypto'
import { inspect, promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import keys from '../../../conformance/vectors/keys.json' with { type: 'json' }
import { base64url, InvalidKeyError, jwk, jws, jwt, nodeBackend } from '../src/index.ts'

const pairs = ['RS256', 'ES256', 'ES384', 'ES512', 'ES256K', 'Ed25519', 'Ed448'] as const
const secret = createSecretKey(Buffer.from('a secret of at least thirty-two bytes'))

describe('KeyObjects', () => {
  for (const name of pairs) {
    const privateKey = createPrivateKey(keys[name].privatePem)
    const publicKey = createPublicKey(keys[name].publicPem)
    it(`${name}: sign and verify, alone and in sets`, async () => {
      const token = await jws.sign('x', privateKey, { algorithm: name })
      expect(
        jws.verifySync(jws.signSync('x', privateKey, { algorithm: name }), publicKey, { algorithms: [name] }).text(),
      ).toBe('x')
      for (const key of [publicKey, privateKey, [secret, publicKey], () => publicKey, keys[name].publicPem]) {
        expect((await jws.verify(token, key, { algorithms: [name] })).text()).toBe('x')
      }
      await expect(jws.sign('x', publicKey, { algorithm: name })).rejects.toThrow(InvalidKeyError)
      await expect(jws.sign('x', privateKey, { algorithm: 'HS256' })).rejects.toThrow(InvalidKeyError)
    })
    it(`${name}: come out as the same JWK and PEM`, async () => {
      const key = await jwk.construct(privateKey, name)
      const { kid: _, ...members } = keys[name].private
      expect(await key.toJwk({ private: true })).toEqual({ ...members, alg: name })
      expect(key.toPemSync({ private: true })).toBe(keys[name].privatePem)
      expect((await jwk.construct(publicKey)).toPemSync()).toBe(keys[name].publicPem)
      expect([key.type, jwk.constructSync(publicKey).type]).toEqual(['private', 'public'])
    })
  }
  it('secrets sign and verify', async () => {
    const token = await jwt.encode({ a: 1 }, secret)
    expect(token).toBe(jwt.encodeSync({ a: 1 }, 'a secret of at least thirty-two bytes'))
    expect(await jwt.decode(token, secret, { algorithms: ['HS256'] })).toEqual({ a: 1 })
    expect(jwk.constructSync(secret).bits).toBe(37 * 8)
    expect((await jwk.construct(secret)).toJwkSync({ private: true }).k).toBe(
      base64url.encode('a secret of at least thirty-two bytes'),
    )
  })
  it('an empty secret is refused', async () => {
    await expect(jwt.encode({}, createSecretKey(Buffer.alloc(0)))).rejects.toThrow(InvalidKeyError)
  })
  it('a secret KeyObject is explicit, like an oct JWK: it may hold any bytes', async () => {
    const text = keys.RS256.publicPem
    const token = await jwt.encode({ a: 1 }, createSecretKey(Buffer.from(text)))
    const k = base64url.encode(text)
    expect(await jwt.decode(token, { kty: 'oct', k }, { algorithms: ['HS256'] })).toEqual({ a: 1 })
    await expect(jwt.decode(token, text, { algorithms: ['HS256'] })).rejects.toThrow(InvalidKeyError)
    const rs256 = createPublicKey(text)
    await expect(jwt.decode(token, rs256, { algorithms: ['HS256'] })).rejects.toThrow(InvalidKeyError)
    await expect(jwt.decode(token, rs256, { algorithms: ['HS256', 'RS256'] })).rejects.toThrow(jwt.JWTError)
  })
  it('kinds that JOSE has no use for are refused, clearly', async () => {
    const unusable: readonly (readonly [KeyObject, RegExp])[] = [
      [generateKeyPairSync('rsa-pss', { modulusLength: 2048 }).privateKey, /PSS/],
      [generateKeyPairSync('rsa-pss', { modulusLength: 2048 }).publicKey, /PSS/],
      [
        generateKeyPairSync('dh' as 'rsa', { group: 'modp14' } as unknown as { modulusLength: number }).privateKey,
        /kind/,
      ],
      [generateKeyPairSync('dsa' as 'rsa', { modulusLength: 2048 }).publicKey, /kind/],
      [generateKeyPairSync('ec', { namedCurve: 'brainpoolP256r1' }).privateKey, /curve/],
      [generateKeyPairSync('ec', { namedCurve: 'P-256', paramEncoding: 'explicit' }).publicKey, /explicit/],
      [generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey, /2048/],
      [generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey, /2048/],
    ]
    for (const [key, message] of unusable) {
      for (const algorithm of ['RS256', 'ES256', 'PS256']) {
        await expect(jws.sign('x', key, { algorithm })).rejects.toThrow(InvalidKeyError)
        await expect(jws.sign('x', key, { algorithm })).rejects.toThrow(message)
        expect(() => jwk.constructSync(key)).toThrow(message)
      }
    }
  })
  it('RSA with the exponent 3 signs and verifies under the default policy', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048, publicExponent: 3 })
    const token = await jws.sign('x', privateKey, { algorithm: 'RS256' })
    expect((await jws.verify(token, privateKey, { algorithms: ['RS256'] })).text()).toBe('x')
  })
  it('ML-DSA', async () => {
    const name = 'ML-DSA-44'
    const type = name.toLowerCase() as 'ed25519'
    if (!nodeBackend().supports({ name })) {
      expect(() => generateKeyPairSync(type)).toThrow()
      return
    }
    const { privateKey, publicKey } = generateKeyPairSync(type)
    const token = await jws.sign('x', privateKey, { algorithm: name })
    expect((await jws.verify(token, publicKey, { algorithms: [name] })).text()).toBe('x')
  })
  it('CryptoKeys and other objects are not taken for keys', async () => {
    const cryptoKey = await crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, true, ['sign'])
    for (const key of [
      cryptoKey,
      Object.create(KeyObject.prototype),
      new Proxy(secret, {}),
      { type: 'secret' },
      privateDetails(),
    ]) {
      await expect(jwt.encode({}, key)).rejects.toThrow(InvalidKeyError)
    }
    expect(nodeBackend().adopt(new Proxy(secret, {}))).toBe(undefined)
  })
})

function privateDetails(): object {
  return Object.assign(Object.create(null), { asymmetricKeyType: 'rsa', type: 'private' })
}

describe('util.inspect', () => {
  it('shows nothing private', async () => {
    const constructed = [
      await jwk.construct(keys.RS256.private),
      await jwk.construct(createPrivateKey(keys.ES256.privatePem)),
      await jwk.construct(keys.Ed25519.private),
      await jwk.construct(keys.HS256.private),
      await jwk.construct('a readable secret, which would show'),
    ]
    const hidden = [keys.RS256.private, keys.ES256.private, keys.Ed25519.private, keys.HS256.private].flatMap((each) =>
      ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k'].flatMap((member) => {
        const text = (each as { readonly [member: string]: string })[member]
        if (text === undefined) return []
        const bytes = Buffer.from(text, 'base64url')
        return [
          text.slice(0, 16),
          bytes.toString('hex').slice(0, 16),
          Array.from(bytes.subarray(0, 6)).join(', '),
          bytes
            .toString('hex')
            .slice(0, 16)
            .replace(/(..)(?=.)/g, '$1 '),
        ]
      }),
    )
    const token = await jws.sign('x', keys.HS256.private)
    const verified = await jws.verify(token, keys.HS256.private, { algorithms: ['HS256'] })
    for (const value of [...constructed, ...constructed.map((key) => ({ key })), verified]) {
      for (const options of [{}, { showHidden: true, depth: Number.POSITIVE_INFINITY, getters: true }]) {
        const shown = inspect(value, { ...options, maxArrayLength: null, maxStringLength: null })
        for (const text of [...hidden, 'a readable secret']) expect(shown).not.toContain(text)
      }
    }
  })
  it('shows nothing private of an error', async () => {
    const { d } = keys.ES256.private
    const errors = await Promise.all([
      jwk.construct({ ...keys.ES256.private, d: `${d}=` }).catch((error) => error),
      jwk.construct({ ...keys.ES256.private, x: keys.ES256.private.y }).catch((error) => error),
      jwk.construct(keys.ES256.privatePem.replace('\n', '\n!')).catch((error) => error),
      jws.sign('x', keys.ES256.private, { algorithm: 'RS256' }).catch((error) => error),
    ])
    for (const error of errors) {
      expect(error).toBeInstanceOf(Error)
      const shown = inspect(error, { showHidden: true, depth: Number.POSITIVE_INFINITY })
      for (const text of [d.slice(0, 16), keys.ES256.privatePem.split('\n')[1]?.slice(0, 24) ?? '']) {
        expect(shown).not.toContain(text)
      }
    }
  })
})

describe('the event loop', () => {
  it('turns while RSA signatures are made', async () => {
    const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 4096 })
    const key = await jwk.construct(privateKey, 'RS256')
    await jws.sign('warm', key)
    const single = performance.now()
    jws.signSync('x', key)
    const one = performance.now() - single
    let turns = 0
    let longest = 0
    let last = performance.now()
    const timer = setInterval(() => {
      const now = performance.now()
      longest = Math.max(longest, now - last)
      last = now
      turns++
    }, 1)
    const started = performance.now()
    const tokens = await Promise.all(Array.from({ length: 32 }, (_, index) => jws.sign(`${index}`, key)))
    const took = performance.now() - started
    clearInterval(timer)
    expect(new Set(tokens).size).toBe(32)
    // Done on this thread, the signatures would take 32 times as long as one, without a turn between them.
    expect(turns).toBeGreaterThanOrEqual(3)
    expect(longest).toBeLessThan(Math.max(took * 0.75, one * 16))
  })
  it('turns while an RSA key is made', async () => {
    let turns = 0
    const timer = setInterval(() => turns++, 1)
    await jwk.generate('RS256', { size: 4096 })
    clearInterval(timer)
    expect(turns).toBeGreaterThanOrEqual(3)
  })
})

describe('base64url', () => {
  const { codec } = nodeBackend()
  const decode = (text: string): Uint8Array | undefined => codec?.base64urlDecode(text)

  it('is exact both ways, for every length and octet', () => {
    for (let length = 0; length < 100; length++) {
      const bytes = randomBytes(length)
      const text = bytes.toString('base64url')
      expect(codec?.base64urlEncode(bytes)).toBe(text)
      expect(codec?.base64urlEncode(Uint8Array.from(bytes))).toBe(text)
      expect(Buffer.from(decode(text) ?? [])).toEqual(bytes)
      expect(base64url.encode(bytes)).toBe(text)
    }
    // V8 keeps a part of a wide text wide, whatever the part is.
    const wide = `Ł${'AQID'.repeat(10)}`.slice(1)
    expect(decode(wide)).toEqual(Buffer.from(wide, 'base64url'))
    const part = randomBytes(64).subarray(7, 21)
    expect(codec?.base64urlEncode(part)).toBe(part.toString('base64url'))
  })
  it('refuses whatever is not canonical', () => {
    const good = 'AQIDBAUG'
    const bad = [
      'A',
      'AQ=',
      'AQ==',
      `${good}=`,
      `${good}==`,
      `${good}A`,
      'AR',
      'AQJ',
      'A_',
      'AQ\n',
      ' AQ',
      'A Q',
      'AQ\r\n',
      '\tAQ',
      'AQ\u0000',
      '+AAA',
      '/AAA',
      'AA.A',
      'AA,A',
      '!',
      '=',
      '====',
      '%41%41',
      'ＡＡＡＡ',
      '\u{1f389}',
    ]
    for (const text of bad) {
      expect(decode(text), JSON.stringify(text)).toBeUndefined()
      expect(codec?.base64urlDecodeText(text), JSON.stringify(text)).toBeUndefined()
      expect(() => base64url.decode(text)).toThrow()
    }
  })
  it('refuses every character outside the alphabet, at every place', () => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    for (let code = 0; code < 0x10000; code++) {
      const character = String.fromCharCode(code)
      if (alphabet.includes(character)) continue
      // In the low octet of some of these, Buffer would see a letter.
      for (const text of [`${character}AAA`, `AA${character}A`, `AAA${character}`]) {
        if (decode(text) !== undefined || codec?.base64urlDecodeText(text) !== undefined) {
          throw new Error(`U+${code.toString(16)} was taken for base64url`)
        }
      }
    }
  })
  it('refuses the same in long texts', () => {
    const long = 'QUFB'.repeat(20_000)
    expect(codec?.base64urlDecodeText(long)?.length).toBe(60_000)
    for (const text of [`${long}=`, `${long}A`, `${long}\n`, `${long.slice(1)}Ł`, `+${long.slice(1)}`, `${long}AB`]) {
      expect(decode(text)).toBeUndefined()
      expect(codec?.base64urlDecodeText(text)).toBeUndefined()
    }
  })
  it('refuses octets that are no UTF-8, where text is asked for', () => {
    const bad = [
      [0x80],
      [0xc3],
      [0xc3, 0x28],
      [0xc0, 0xaf],
      [0xed, 0xa0, 0x80],
      [0xf4, 0x90, 0x80, 0x80],
      [0xff],
      [0xf8, 0x88, 0x80, 0x80, 0x80],
    ]
    for (const octets of bad) {
      const text = Buffer.from([0x61, ...octets]).toString('base64url')
      expect(codec?.base64urlDecodeText(text)).toBeUndefined()
      expect(codec?.utf8Decode(Uint8Array.from([0x61, ...octets]))).toBeUndefined()
    }
    for (const text of ['', 'Zoë', '日本', '\u{1f389}', '\ufffd', '\ufeffx', '\u0000', '\uffff']) {
      expect(codec?.base64urlDecodeText(Buffer.from(text).toString('base64url'))).toBe(text)
      expect(codec?.base64urlEncodeText(text)).toBe(Buffer.from(text).toString('base64url'))
      expect(codec?.utf8Decode(Buffer.from(text))).toBe(text)
    }
  })
})

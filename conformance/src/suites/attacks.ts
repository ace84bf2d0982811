import { base64url, JWSError, JWSSignatureError, JWTError } from '@jose/core'
import certificates from '../../vectors/certificates.json' with { type: 'json' }
import { equal, refuses } from '../assert.ts'
import type { Suite } from '../suite.ts'
import { altered } from './altered.ts'
import { craft, secret } from './craft.ts'
import { base64, unarmoured } from './der.ts'
import { testKeys } from './test-keys.ts'

/** A token must not choose the key that verifies it, nor how much work it makes. */
export const attacks: Suite = (o, it) => {
  const attacker = testKeys.ES256
  const x5c = [base64(unarmoured(certificates.ES256))]
  const embedded: readonly (readonly [title: string, members: object])[] = [
    ['jwk', { jwk: attacker.public }],
    ['jwk with an alg', { jwk: { ...attacker.public, alg: 'ES256' } }],
    ['a private jwk', { jwk: attacker.private }],
    ['an oct jwk', { jwk: { kty: 'oct', k: base64url.encode(secret) } }],
    ['a jwk that is no key', { jwk: 'x' }],
    ['jku', { jku: 'https://attacker.example/jwks.json' }],
    ['x5u', { x5u: 'https://attacker.example/cert.pem' }],
    ['x5c', { x5c }],
    ['x5t and x5t#S256', { x5t: 'AAAA', 'x5t#S256': 'AAAA' }],
    [
      'all of them',
      { jwk: attacker.public, jku: 'http://127.0.0.1/', x5u: 'file:///etc/passwd', x5c, kid: 'attacker' },
    ],
  ]
  for (const [title, members] of embedded) {
    it(`embedded key: ${title} is never trusted (CVE-2018-0114)`, async () => {
      const token = await craft(o, { alg: 'ES256', typ: 'JWT', ...members }, { admin: true }, attacker.private, 'ES256')
      const algorithms = ['ES256', 'HS256', 'ES384']
      const { kid: _, ...other } = await (await o.generate('ES256')).toJwk()
      for (const key of [other, { keys: [other] }, [other], () => other]) {
        await refuses(() => o.verify(token, key, { algorithms }), { is: JWSSignatureError })
        await refuses(() => o.decode(token, key, { algorithms }), { is: JWTError })
      }
      for (const key of [{ keys: [] }, () => null]) {
        await refuses(() => o.verify(token, key, { algorithms }), { code: 'ERR_KEY_NOT_FOUND' })
      }
      const mac = await craft(o, { alg: 'HS256', ...members }, { admin: true })
      await refuses(() => o.verify(mac, 'the secret of the server', { algorithms }), { is: JWSSignatureError })
    })
    it(`embedded key: ${title} is legal to carry, and nothing is fetched`, async () => {
      const place = globalThis as { fetch?: unknown }
      const had = Object.getOwnPropertyDescriptor(place, 'fetch')
      let fetched = 0
      Object.defineProperty(place, 'fetch', { configurable: true, writable: true, value: () => fetched++ })
      try {
        const token = await o.sign({ a: 1 }, secret, { headers: { ...members } })
        const { header } = await o.verify(token, secret, { algorithms: ['HS256'] })
        equal(header, { alg: 'HS256', typ: 'JWT', ...members })
        equal(await o.decode(token, secret, { algorithms: ['HS256'] }), { a: 1 })
        await refuses(() => o.verify(token, { keys: [] }, { algorithms: ['HS256'] }), { is: JWSError })
      } finally {
        if (had === undefined) delete place.fetch
        else Object.defineProperty(place, 'fetch', had)
      }
      equal(fetched, 0, 'fetches')
    })
  }

  it('many keys: no more than 16 are tried, whatever the set holds', async () => {
    let tried = 0
    const { async, sync } = o.backend
    const counted = altered(o, {
      async: {
        ...async,
        verifyMac: (...args) => {
          tried++
          return async.verifyMac(...args)
        },
      },
      sync: sync && {
        ...sync,
        verifyMac: (...args) => {
          tried++
          return sync.verifyMac(...args)
        },
      },
    })
    const keys = Array.from({ length: 1000 }, (_, index) => ({ kty: 'oct', k: base64url.encode(`wrong key ${index}`) }))
    const token = await o.sign('x', secret)
    for (const set of [keys, { keys }, [{ keys }]]) {
      tried = 0
      await refuses(() => counted.verify(token, set, { algorithms: ['HS256'] }), { is: JWSSignatureError })
      equal(tried, 16, 'keys tried')
    }
    tried = 0
    await counted.verify(token, [secret, ...keys], { algorithms: ['HS256'] })
    equal(tried, 1, 'keys tried before the right one')
  })
  it('a token of five segments is no signed token', async () => {
    const token = await o.sign({ a: 1 }, secret)
    const [header = '', payload, signature] = token.split('.')
    for (const bad of [`${header}....`, `${header}.${payload}.${signature}..`, `${header}.a.b.c.d`]) {
      await refuses(() => o.verify(bad, secret, { algorithms: ['HS256'] }), { is: JWSError })
      await refuses(() => o.decode(bad, secret, { algorithms: ['HS256'] }), { is: JWTError })
    }
  })
  it('segments of two good tokens make no third', async () => {
    const [a, b] = [await o.sign({ a: 1 }, secret), await o.sign({ b: 1 }, secret, { headers: { kid: 'b' } })]
    const [first, second] = [a.split('.'), b.split('.')]
    for (const picks of [
      [0, 0, 1],
      [0, 1, 0],
      [1, 0, 0],
      [1, 1, 0],
      [1, 0, 1],
      [0, 1, 1],
    ]) {
      const mixed = picks.map((pick, index) => (pick === 0 ? first : second)[index]).join('.')
      await refuses(() => o.verify(mixed, secret, { algorithms: ['HS256'] }), { is: JWSSignatureError })
    }
  })
}

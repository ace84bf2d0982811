import {
  base64url,
  InvalidKeyError,
  InvalidSignatureError,
  type JWK,
  JWKError,
  JWSError,
  JWTError,
  type KeyRing,
  type KeyRingOptions,
  type Promotion,
  type Retirement,
} from '@jose/core'
import { equal, ok, refuses } from '../assert.ts'
import type { Operations } from '../modes.ts'
import type { It, Suite } from '../suite.ts'
import { craft, secret, segment } from './craft.ts'
import { needAlgorithms, testKeys } from './test-keys.ts'

const ringError = { is: JWKError, code: 'ERR_KEY_RING' }
const notFound = { is: JWTError, code: 'ERR_KEY_NOT_FOUND' }
const es256 = testKeys.ES256.private
const es384 = testKeys.ES384.private
const rsa = testKeys.RS256.private

/** The ring's own operations, in the mode. */
interface Ring {
  readonly ring: KeyRing
  announce(key: unknown): Promise<void>
  rotate(key: unknown, retirement?: Retirement): Promise<void>
}

async function ringOf(o: Operations, options: unknown): Promise<Ring> {
  const at = o.mode === 'sync' ? 'Sync' : ''
  const run = (target: object, name: string, args: readonly unknown[]): unknown =>
    (target as Record<string, (...given: readonly unknown[]) => unknown>)[`${name}${at}`]?.(...args)
  const ring = (await run(o.jose.jwk, 'createKeyRing', [options as KeyRingOptions])) as KeyRing
  return {
    ring,
    announce: async (...args) => run(ring, 'announce', args) as undefined,
    rotate: async (...args) => run(ring, 'rotate', args) as undefined,
  }
}

const named = (jwk: JWK, kid: string, alg: string): JWK => ({ ...jwk, kid, alg })
const a = named(es256, 'a', 'ES256')
const b = named(es384, 'b', 'ES384')
const c = named(rsa, 'c', 'RS256')

/** Registers cases of backends that have the algorithms of the keys above. */
function having(o: Operations, it: It): It {
  return (title, body) =>
    it(title, async () => {
      needAlgorithms(o, 'ES256', 'ES384', 'RS256')
      await body()
    })
}

/** A ring of keys: who signs, what verifies. */
export const keyRing: Suite = (o, plain) => {
  const it = having(o, plain)
  const header = (token: string): object => o.jose.jwt.getUnverifiedHeader(token)
  const kids = ({ ring }: Ring): readonly unknown[] => ring.keys.map(({ key, state }) => `${key.kid} ${state}`)

  it('the current key signs, by its algorithm and under its kid', async () => {
    const { ring } = await ringOf(o, { current: a, previous: [c] })
    const token = await o.encode({ sub: 'me' }, ring)
    equal(header(token), { alg: 'ES256', kid: 'a', typ: 'JWT' })
    equal(await o.decode(token, ring), { sub: 'me' })
    equal(await o.decode(token, testKeys.ES256.public, { algorithms: 'ES256' }), { sub: 'me' })
    const signed = await o.sign('x', ring)
    equal(header(signed), { alg: 'ES256', kid: 'a' })
    equal((await o.verify(signed, ring)).text(), 'x')
    const flattened = await o.signFlattened('x', { key: ring })
    equal((await o.verify(flattened, ring)).header, { alg: 'ES256', kid: 'a' })
    const general = await o.signGeneral('x', [{ key: ring }, { key: c }])
    equal(
      (await o.verify(general, ring, { require: 'all' })).signatures?.map(({ key }) => key?.kid),
      ['a', 'c'],
    )
  })
  it('after rotation the new key signs, and tokens of both verify', async () => {
    const held = await ringOf(o, { current: a })
    const old = await o.encode({ n: 1 }, held.ring)
    await held.rotate(c, { retireAfter: 60 })
    const token = await o.encode({ n: 2 }, held.ring)
    equal(header(token), { alg: 'RS256', kid: 'c', typ: 'JWT' })
    equal([await o.decode(old, held.ring), await o.decode(token, held.ring)], [{ n: 1 }, { n: 2 }])
    equal(kids(held), ['c current', 'a previous'])
    equal((await o.decodeComplete(old, held.ring)).key?.kid, 'a')
  })
  it('an announced key is published and verifies before it signs', async () => {
    const held = await ringOf(o, { current: a, retireAfter: 60 })
    await held.announce(b)
    equal(kids(held), ['a current', 'b next'])
    equal(
      held.ring.publicJwks().keys.map(({ kid }) => kid),
      ['a', 'b'],
    )
    equal(await o.decode(await o.encode({}, b, { headers: { kid: 'b' } }), held.ring), {})
    equal(header(await o.encode({}, held.ring)), { alg: 'ES256', kid: 'a', typ: 'JWT' })
    held.ring.promote()
    equal(kids(held), ['b current', 'a previous'])
    equal(header(await o.encode({}, held.ring)), { alg: 'ES384', kid: 'b', typ: 'JWT' })
  })
  it('promote takes the first announced, or the one that is named, or a previous one again', async () => {
    const held = await ringOf(o, { current: a, next: [b, c], retireAfter: 60 })
    held.ring.promote({ kid: 'c' })
    equal(kids(held), ['c current', 'b next', 'a previous'])
    held.ring.promote()
    equal(kids(held), ['b current', 'c previous', 'a previous'])
    held.ring.promote({ kid: 'a', retireAfter: 5 })
    equal(kids(held), ['a current', 'b previous', 'c previous'])
    for (const promotion of [{}, { kid: 'a' }, { kid: 'd' }, { kid: '__proto__' }])
      await refuses(() => held.ring.promote(promotion), ringError)
    const verifying = await ringOf(o, { current: a, previous: [named(testKeys.ES384.public, 'b', 'ES384')] })
    await refuses(() => verifying.ring.promote({ kid: 'b', retireAfter: 0 }), ringError)
  })
  it('a key retires when its time comes, and not before', async () => {
    let now = 1_000
    const timed = o.with({ clock: () => now })
    const held = await ringOf(timed, { current: a, previous: [{ key: c, retireAt: new Date(1_001_000) }] })
    const [ofC, ofA] = [await o.encode({}, c, { headers: { kid: 'c' } }), await o.encode({}, held.ring)]
    equal(await timed.decode(ofC, held.ring), {})
    now = 1_000.999
    equal(await timed.decode(ofC, held.ring), {})
    now = 1_001
    await refuses(() => timed.decode(ofC, held.ring), { is: JWTError, code: 'ERR_ALGORITHM_NOT_ALLOWED' })
    await refuses(() => timed.decode(ofC, held.ring, { algorithms: ['ES256', 'RS256'] }), notFound)
    equal(
      held.ring.publicJwks().keys.map(({ kid }) => kid),
      ['a'],
    )
    await held.rotate(b, { retireAfter: 10 })
    equal(
      held.ring.keys.map(({ retireAt }) => retireAt),
      [undefined, 1_011],
    )
    now = 1_010
    equal(await timed.decode(ofA, held.ring), {})
    now = 1_011
    await refuses(() => timed.decode(ofA, held.ring, { algorithms: ['ES256', 'ES384'] }), notFound)
    equal(held.ring.algorithms, ['ES384'])
    await held.rotate(a, { retireAt: 1_000 })
    equal(kids(held), ['a current'])
  })
  it('retire takes a key away at once, but never the current one', async () => {
    const held = await ringOf(o, { current: a, next: [b], previous: [c] })
    const token = await o.encode({}, c, { headers: { kid: 'c' } })
    equal([held.ring.retire('c'), held.ring.retire('c'), held.ring.retire('__proto__')], [true, false, false])
    await refuses(() => o.decode(token, held.ring, { algorithms: ['RS256'] }), notFound)
    equal(held.ring.retire('b'), true)
    equal(kids(held), ['a current'])
    await refuses(() => held.ring.retire('a'), ringError)
    equal(kids(held), ['a current'])
  })
  it('a signer made before signs by the new key, with the same options', async () => {
    const held = await ringOf(o, { current: a, retireAfter: 60 })
    const headers = { cty: 'x', nested: { list: [1] } }
    const sign = o.createSigner(held.ring, { headers, accessToken: 'at' })
    const without = o.createSigner(held.ring, { headers: { typ: undefined, kid: undefined } })
    const fixed = o.createSigner(held.ring, { algorithm: 'ES256' })
    equal(header(await sign({})), { alg: 'ES256', cty: 'x', kid: 'a', nested: { list: [1] }, typ: 'JWT' })
    headers.nested.list.push(2)
    headers.cty = 'y'
    await held.rotate(c)
    const token = await sign({ a: 1 })
    equal(header(token), { alg: 'RS256', cty: 'x', kid: 'c', nested: { list: [1] }, typ: 'JWT' })
    const claims = await o.decode(token, held.ring, { accessToken: 'at' })
    equal([claims.a, typeof claims.at_hash], [1, 'string'])
    equal(header(await without({})), { alg: 'RS256' })
    await refuses(() => fixed({}), { is: InvalidKeyError })
  })
  for (const cache of [false, true]) {
    it(`a verifier made before follows the ring, ${cache ? 'with' : 'without'} a cache`, async () => {
      let now = 1_000
      const timed = o.with({ clock: () => now })
      const held = await ringOf(timed, { current: a, retireAfter: 10 })
      const verify = timed.createVerifier(held.ring, { cache })
      const old = await timed.encode({ n: 1 }, held.ring)
      equal([await verify(old), await verify(old)], [{ n: 1 }, { n: 1 }])
      await held.rotate(c)
      const token = await timed.encode({ n: 2 }, held.ring)
      equal([await verify(token), await verify(token)], [{ n: 2 }, { n: 2 }])
      now = 1_009
      equal(await verify(old), { n: 1 })
      now = 1_010
      await refuses(() => verify(old), { is: JWTError })
      equal(await verify(token), { n: 2 })
      await held.rotate(a, { retireAfter: 0 })
      await refuses(() => verify(token), { is: JWTError })
      equal(await verify(old), { n: 1 })
    })
  }
  it('a token without kid is tried by all keys; one of an unknown kid by none', async () => {
    const { ring } = await ringOf(o, { current: a, next: [b], previous: [c] })
    for (const [jwk, alg] of [
      [a, 'ES256'],
      [b, 'ES384'],
      [c, 'RS256'],
    ] as const)
      equal(await o.decode(await craft(o, { alg }, {}, jwk, alg), ring), {})
    for (const kid of ['d', '', 'A', '__proto__', 'constructor', 'toString', 'current', '0'])
      await refuses(
        async () => o.decode(await craft(o, `{"alg":"ES256","kid":${JSON.stringify(kid)}}`, {}, a, 'ES256'), ring),
        notFound,
      )
  })
  it('kid may be left out of the header, and not replaced', async () => {
    const { ring } = await ringOf(o, { current: a })
    equal(header(await o.encode({}, ring, { headers: { kid: 'a' } })), { alg: 'ES256', kid: 'a', typ: 'JWT' })
    const token = await o.encode({}, ring, { headers: { kid: undefined } })
    equal(header(token), { alg: 'ES256', typ: 'JWT' })
    equal(await o.decode(token, ring), {})
    for (const kid of ['b', '', 1, null]) {
      const misuse = { is: TypeError, message: "The 'kid' is that of the key" }
      await refuses(() => o.encode({}, ring, { headers: { kid } } as object), misuse)
      await refuses(() => o.sign('x', ring, { headers: { kid } } as object), misuse)
    }
    await refuses(() => o.signFlattened('x', { key: ring, header: { kid: 'b' } }), { is: JWSError })
    await refuses(() => o.encode({}, ring, { algorithm: 'HS256' }), { is: InvalidKeyError })
  })
  it('a ring of secrets is the rotating handler of the guide', async () => {
    const [now, before] = [`${secret} now`, `${secret} before`]
    const { ring } = await ringOf(o, {
      algorithm: 'HS256',
      current: { key: now, kid: 'current' },
      previous: [{ key: before, kid: 'previous' }],
    })
    const token = await o.encode({ a: 'b' }, ring)
    equal(token, await o.encode({ a: 'b' }, now, { algorithm: 'HS256', headers: { kid: 'current' } }))
    for (const headers of [{}, { kid: 'previous' }])
      equal(await o.decode(await o.encode({}, before, { headers }), ring), {})
    await refuses(async () => o.decode(await o.encode({}, before, { headers: { kid: 'current' } }), ring), {
      is: InvalidSignatureError,
    })
    await refuses(() => ring.publicJwks(), ringError)
  })
  it('keys of every form can be in a ring, and keep the name they have', async () => {
    const { key } = await o.generate('ES256')
    const { kid: _, ...nameless } = es384
    const { ring } = await ringOf(o, {
      algorithm: 'RS256',
      current: testKeys.RS256.privatePem,
      next: [key, { key: nameless, algorithm: 'ES384' }],
      previous: [{ key: base64url.decode(base64url.encode(secret)), kid: 's', algorithm: 'HS256' }],
    })
    const [thumbprint, other] = [await o.thumbprint(rsa), await o.thumbprint(es384)]
    equal(
      ring.keys.map((each) => [each.key.kid, each.key.algorithm]),
      [
        [thumbprint, 'RS256'],
        [key.kid, 'ES256'],
        [other, 'ES384'],
        ['s', 'HS256'],
      ],
    )
    equal(await o.decode(await o.encode({}, ring), ring), {})
  })
  it('a ring of decryption keys encrypts by the current one and decrypts by all', async () => {
    needAlgorithms(o, 'A256KW', 'A256GCM')
    const [old, fresh] = [await o.generate('A256KW', { kid: 'old' }), await o.generate('A256KW', { kid: 'new' })]
    const held = await ringOf(o, { current: old.key })
    const token = await o.encrypt('x', held.ring)
    await refuses(() => o.encrypt('x', held.ring, { kid: 'another' }), { is: TypeError, message: "The 'kid'" })
    await held.rotate(fresh.key, { retireAfter: 60 })
    const next = await o.encrypt('y', held.ring)
    const flat = await o.encryptFlattened('z', { key: held.ring })
    for (const [text, key, kid] of [
      [token, old, 'old'],
      [next, fresh, 'new'],
      [flat, fresh, 'new'],
    ] as const) {
      const { header, plaintext } = await o.decrypt(text, held.ring)
      equal([header.alg, header.kid], ['A256KW', kid])
      equal(plaintext, (await o.decrypt(text, key.key)).plaintext)
    }
    held.ring.retire('old')
    await refuses(() => o.decrypt(token, held.ring), { code: 'ERR_KEY_NOT_FOUND' })
  })
}

/** What a ring refuses, and what it never gives away. */
export const keyRingRefusals: Suite = (o, plain) => {
  const it = having(o, plain)
  it('two keys of one kid are refused, whenever they meet', async () => {
    for (const options of [
      { current: a, next: [{ ...b, kid: 'a' }] },
      { current: a, previous: [a] },
      { current: a, next: [b], previous: [{ key: rsa, kid: 'b', algorithm: 'RS256' }] },
      { current: named(es256, '__proto__', 'ES256'), previous: [named(es384, '__proto__', 'ES384')] },
    ])
      await refuses(() => ringOf(o, options), ringError)
    const held = await ringOf(o, { current: a, next: [b], retireAfter: 60 })
    for (const key of [a, b, named(rsa, 'a', 'RS256'), named(rsa, 'b', 'RS256')]) {
      await refuses(() => held.announce(key), ringError)
      await refuses(() => held.rotate(key), ringError)
    }
    equal(
      held.ring.keys.map(({ key }) => key.kid),
      ['a', 'b'],
    )
    equal(held.ring.current.kid, 'a')
  })
  it('a secret without a kid is refused, one with a kid is not', async () => {
    await refuses(() => ringOf(o, { algorithm: 'HS256', current: secret }), ringError)
    await refuses(() => ringOf(o, { current: { kty: 'oct', k: base64url.encode(secret), alg: 'HS256' } }), ringError)
    await ringOf(o, { current: { kty: 'oct', k: base64url.encode(secret), alg: 'HS256', kid: 'k' } })
  })
  it('a key that names no algorithm, or another kid, is refused', async () => {
    await refuses(() => ringOf(o, { current: testKeys.ES256.privatePem }), ringError)
    await refuses(() => ringOf(o, { current: { key: secret, kid: 'k' } }), ringError)
    await refuses(() => ringOf(o, { current: { key: a, kid: 'b' } }), ringError)
    await refuses(() => ringOf(o, { current: { key: a, algorithm: 'ES384' } }), { is: InvalidKeyError })
  })
  it('a key that cannot do its part is refused when it comes', async () => {
    const held = await ringOf(o, { current: a, retireAfter: 60 })
    const half = named(testKeys.ES384.public, 'b', 'ES384')
    for (const key of [
      half,
      { ...b, use: 'enc' },
      { ...b, key_ops: ['verify'] },
      '',
      null,
      undefined,
      {},
      { key: undefined, kid: 'b' },
    ]) {
      await refuses(() => ringOf(o, { current: key }), { is: JWKError })
      await refuses(() => ringOf(o, { current: a, next: [key] }), { is: JWKError })
      await refuses(() => held.announce(key), { is: JWKError })
      await refuses(() => held.rotate(key), { is: JWKError })
    }
    await refuses(() => ringOf(o, { current: a, previous: [{ ...half, use: 'enc' }] }), { is: JWKError })
    equal((await ringOf(o, { current: a, previous: [half] })).ring.keys.length, 2)
    equal(held.ring.keys.length, 1)
  })
  it('wrong options are a TypeError', async () => {
    for (const options of [
      undefined,
      null,
      [],
      'a',
      { current: a, other: 1 },
      { current: a, next: b },
      { current: a, previous: { keys: [b] } },
      { current: a, retireAfter: -1 },
      { current: a, retireAfter: Number.POSITIVE_INFINITY },
      { current: a, retireAfter: '60' },
      { current: { key: a, retireAt: 1 } },
      { current: { key: a, kid: 1 } },
      { current: { key: a, algorithm: 'ES255' } },
      { current: { key: a, algorithm: 'none' } },
      { current: a, previous: [{ key: b, retireAt: 'tomorrow' }] },
      { current: a, previous: [{ key: b, retireAt: new Date(Number.NaN) }] },
    ])
      await refuses(() => ringOf(o, options), { is: TypeError })
    const held = await ringOf(o, { current: a, next: [b] })
    for (const retirement of [
      undefined,
      {},
      null,
      60,
      { retireAfter: -1 },
      { retireAfter: Number.NaN },
      { retireAfter: 1, retireAt: 1 },
      { retireAt: '2030' },
      { after: 1 },
    ]) {
      await refuses(() => held.rotate(c, retirement as Retirement), { is: TypeError })
      await refuses(() => held.ring.promote(retirement as Promotion), { is: TypeError })
    }
    equal(held.ring.current.kid, 'a')
  })
  it('a token under the kid of one key by another key is refused', async () => {
    const second = named((await (await o.generate('ES256')).toJwk({ private: true })) as JWK, 'z', 'ES256')
    const { ring } = await ringOf(o, { current: a, previous: [second, c] })
    const forged = await craft(o, { alg: 'ES256', kid: 'a' }, {}, second, 'ES256')
    await refuses(() => o.decode(forged, ring), { is: InvalidSignatureError })
    await refuses(async () => o.decode(await craft(o, { alg: 'ES256', kid: 'c' }, {}, a, 'ES256'), ring), notFound)
    await refuses(async () => o.decode(await craft(o, { alg: 'RS256', kid: 'a' }, {}, c, 'RS256'), ring), notFound)
  })
  it('none, a public key as a secret, and a key in the header get nowhere', async () => {
    const { ring } = await ringOf(o, { current: a, previous: [{ key: secret, kid: 's', algorithm: 'HS256' }, c] })
    for (const kid of ['a', 's', undefined]) {
      await refuses(() => o.decode(`${segment({ alg: 'none', kid })}.${segment({})}.`, ring), {
        is: JWTError,
        code: 'ERR_ALGORITHM_NOT_ALLOWED',
      })
      const pem = { kty: 'oct', k: base64url.encode(testKeys.ES256.publicPem) }
      await refuses(async () => o.decode(await craft(o, { alg: 'HS256', kid }, {}, pem), ring), { is: JWTError })
      const attacker = await o.generate('ES256')
      const jwk = await attacker.toJwk()
      await refuses(async () => o.decode(await craft(o, { alg: 'ES256', kid, jwk }, {}, attacker.key, 'ES256'), ring), {
        is: JWTError,
      })
    }
    await refuses(() => o.decode('a.b.c', ring, { algorithms: ['none'] }), { is: InvalidKeyError })
  })
  it('a change that fails changes nothing, and those after it are made in order', async () => {
    const held = await ringOf(o, { current: a, retireAfter: 60 })
    const changes = [held.rotate(b), held.rotate('garbage'), held.announce(b), held.rotate(c)]
    const outcomes = await Promise.all(
      changes.map((change) =>
        change.then(
          () => 'made',
          (error) => error.name,
        ),
      ),
    )
    equal(
      outcomes.map((outcome) => outcome === 'made'),
      [true, false, false, true],
    )
    equal(
      held.ring.keys.map(({ key, state }) => `${key.kid} ${state}`),
      ['c current', 'b previous', 'a previous'],
    )
  })
  it('each token is of one key while keys rotate', async () => {
    const held = await ringOf(o, { current: a, retireAfter: 60 })
    const work: Promise<unknown>[] = []
    for (let round = 0; round < 20; round++) {
      work.push(o.encode({ round }, held.ring).then((token) => o.decode(token, held.ring)))
      work.push(o.sign(`${round}`, held.ring).then((token) => o.verify(token, held.ring)))
      if (round === 5) work.push(held.rotate(b))
      if (round === 10) work.push(held.rotate(c))
      if (round === 15) work.push(held.announce((await o.generate('ES256')).key))
    }
    await Promise.all(work)
    equal(held.ring.current.kid, 'c')
  })
  it('what the caller changes later changes nothing', async () => {
    const [key, entry, previous] = [{ ...a }, { key: { ...b } }, [{ key: { ...c }, retireAt: new Date(4e12) }]]
    const { ring } = await ringOf(o, { current: key, next: [entry], previous })
    const token = await o.encode({}, ring)
    Object.assign(key, b)
    Object.assign(entry.key, { kid: 'x', alg: 'ES256' })
    previous[0]?.retireAt.setTime(0)
    previous.length = 0
    equal(
      ring.keys.map((each) => each.key.kid),
      ['a', 'b', 'c'],
    )
    equal(await o.decode(token, ring), {})
    const published = ring.publicJwks() as { keys: JWK[] }
    published.keys.length = 0
    equal(ring.publicJwks().keys.length, 3)
  })
  it('what is published verifies, and holds nothing private', async () => {
    const { ring } = await ringOf(o, { current: a, next: [{ ...b, key_ops: ['sign'] }], previous: [c] })
    const published = JSON.parse(JSON.stringify(ring.publicJwks()))
    for (const jwk of published.keys)
      ok(
        ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k', 'priv', 'oth'].every((member) => !(member in jwk)),
        'no private members',
      )
    equal(
      published.keys.map(({ kid, alg, key_ops }: JWK) => [kid, alg, key_ops]),
      [
        ['a', 'ES256', undefined],
        ['b', 'ES384', ['verify']],
        ['c', 'RS256', undefined],
      ],
    )
    equal(await o.decode(await o.encode({}, ring), published), {})
    equal(JSON.stringify(ring), '{}')
    equal(Object.keys(ring), [])
  })
}

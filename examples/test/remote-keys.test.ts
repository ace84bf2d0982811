import { createPublicKey, sign as nodeSign } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { forgeBackend } from '@jose/backend-forge'
import { jwt as localJwt, nodeBackend } from '@jose/backend-node'
import { webcryptoBackend } from '@jose/backend-webcrypto'
import { compose, createJose, InvalidKeyError, JOSEError, type Jose, JWKError } from '@jose/core'
import { createLocalJWKSet, jwtVerify } from 'jose'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { type RemoteBackend, type RemoteKey, remoteBackend } from '../remote-keys/backend.ts'
import { listen } from '../remote-keys/server.ts'
import { createIssuer } from '../remote-keys/usage.ts'
import { ed25519, p256, rsa, type TestService, testService, token } from './service.ts'

const signers = [
  ['RS256', 'rsa'],
  ['PS256', 'rsa'],
  ['PS512', 'rsa'],
  ['ES256', 'p256'],
  ['EdDSA', 'ed25519'],
  ['Ed25519', 'ed25519'],
] as const

let service: TestService
let remote: RemoteBackend
let jose: Jose
const keys: { [id: string]: RemoteKey } = {}
const keyOf = (id: string): RemoteKey => keys[id] as RemoteKey

beforeAll(async () => {
  service = await testService()
  service.keys.set('rsa', { privateKey: rsa })
  service.keys.set('pss', { privateKey: rsa, only: { name: 'RSA-PSS', hash: 'SHA-256' } })
  service.keys.set('p256', { privateKey: p256 })
  service.keys.set('ed25519', { privateKey: ed25519 })
  remote = remoteBackend(nodeBackend(), { url: service.url, token, timeout: 500 })
  jose = createJose(compose(remote, nodeBackend()))
  for (const id of service.keys.keys()) keys[id] = await remote.key(id)
})
afterAll(() => service.close())
afterEach(() => {
  service.fault = undefined
})

describe('signing by a key service', () => {
  it.each(signers)('%s: a token that we, the private key object, and jose verify', async (algorithm, id) => {
    const key = keyOf(id)
    const signed = await jose.jwt.encode({ sub: 'alice' }, key, { algorithm, headers: { kid: id } })
    const jwks = { keys: Object.values(keys).map(({ jwk }) => jwk) }
    for (const known of [key, key.jwk, jwks, await (await jose.jwk.construct(key)).publicKey()]) {
      expect(await jose.jwt.decode(signed, known, { algorithms: [algorithm] })).toEqual({ sub: 'alice' })
    }
    expect(await localJwt.decode(signed, jwks, { algorithms: [algorithm] })).toEqual({ sub: 'alice' })
    const peer = await jwtVerify(signed, createLocalJWKSet(jwks as never), { algorithms: [algorithm] })
    expect(peer.payload).toEqual({ sub: 'alice' })
  })

  it('asks the service once for a signature, and never to verify', async () => {
    const before = service.signed()
    const signed = await jose.jwt.encode({ a: 1 }, keyOf('p256'), { algorithm: 'ES256' })
    await jose.jwt.decode(signed, keyOf('p256'), { algorithms: ['ES256'] })
    await expect(
      jose.jwt.decode(`${signed.slice(0, -8)}AAAAAAAA`, keyOf('p256'), { algorithms: ['ES256'] }),
    ).rejects.toThrow('Signature verification failed')
    expect(service.signed() - before).toBe(1)
  })

  it('signs by a Key, by jws.sign and by createSigner too, many at a time', async () => {
    const key = await jose.jwk.construct(keyOf('p256'), 'ES256')
    expect([key.type, key.kty, key.crv, key.bits]).toEqual(['private', 'EC', 'P-256', 256])
    const octets = new TextEncoder().encode('some octets')
    const signature = key.sign(octets)
    octets.fill(0)
    expect(await key.verify('some octets', await signature)).toBe(true)
    const signed = await jose.jws.sign('a text', key, { detached: true })
    await jose.jws.verify(signed, key, { algorithms: ['ES256'], payload: 'a text' })
    const sign = jose.jwt.createSigner(keyOf('ed25519'), { algorithm: 'EdDSA' })
    const tokens = await Promise.all(Array.from({ length: 40 }, (_, index) => sign({ index })))
    const verify = jose.jwt.createVerifier(keyOf('ed25519').jwk, { algorithms: ['EdDSA'] })
    expect((await Promise.all(tokens.map(verify))).map(({ index }) => index)).toEqual(tokens.map((_, index) => index))
  })

  it.each([
    ['webcrypto', webcryptoBackend()],
    ['forge', forgeBackend()],
  ])('works with %s on this side', async (_name, local) => {
    const other = remoteBackend(local, { url: service.url, token })
    const { jwt } = createJose(compose(other, local))
    for (const [algorithm, id] of signers) {
      const key = await other.key(id)
      const signed = await jwt.encode({ a: 1 }, key, { algorithm })
      expect(await jwt.decode(signed, key, { algorithms: [algorithm] })).toEqual({ a: 1 })
      expect(await localJwt.decode(signed, key.jwk, { algorithms: [algorithm] })).toEqual({ a: 1 })
    }
  })

  it('works with local keys beside it, in either order', async () => {
    const local = nodeBackend()
    for (const backend of [compose(remote, local), compose(local, remote)]) {
      const { jwt, jwk } = createJose(backend)
      const [held, other] = [keyOf('rsa'), await jwk.generate('RS256')]
      for (const key of [held, other, rsa]) {
        const signed = await jwt.encode({ a: 1 }, key, { algorithm: 'RS256' })
        expect(await jwt.decode(signed, key, { algorithms: ['RS256'] })).toEqual({ a: 1 })
      }
      const secret = 'a secret of at least thirty-two bytes'
      expect(await jwt.decode(await jwt.encode({ a: 2 }, secret), secret, { algorithms: ['HS256'] })).toEqual({ a: 2 })
    }
  })

  it('is async only, and says so', () => {
    expect([remote.sync, compose(remote, nodeBackend()).sync]).toEqual([undefined, undefined])
    expect('encodeSync' in createJose(remote).jwt).toBe(false)
  })

  it('is all that an issuer of tokens needs', async () => {
    const { issue, jwks } = await createIssuer({ url: service.url, token }, 'pss', 'PS256')
    const signed = await issue({ sub: 'bob' })
    expect(await localJwt.decode(signed, jwks, { algorithms: ['PS256'] })).toEqual({ sub: 'bob' })
    expect(localJwt.getUnverifiedHeader(signed).kid).toBe('pss')
  })
})

describe('a key of the service', () => {
  it('shows its public half, and the private one not even when asked', async () => {
    const key = await jose.jwk.construct(keyOf('ed25519'))
    const { kty, crv, x } = createPublicKey(ed25519).export({ format: 'jwk' })
    expect(await key.toJwk()).toEqual({ kty, crv, x })
    await expect(key.toJwk({ private: true })).rejects.toThrow(InvalidKeyError)
    await expect(key.toPem({ private: true })).rejects.toThrow('does not leave')
    expect(await key.toPem()).toBe(createPublicKey(ed25519).export({ format: 'pem', type: 'spki' }))
  })

  it('is refused for what it is not for, before anybody is asked', async () => {
    const before = service.signed()
    for (const [id, algorithm] of [
      ['rsa', 'ES256'],
      ['rsa', 'HS256'],
      ['p256', 'RS256'],
      ['p256', 'ES384'],
      ['ed25519', 'ES256'],
      ['pss', 'RS256'],
      ['pss', 'PS512'],
    ] as const) {
      await expect(jose.jwt.encode({}, keyOf(id), { algorithm })).rejects.toThrow(InvalidKeyError)
      await expect(jose.jws.sign('x', [keyOf(id)], { algorithm })).rejects.toThrow(JOSEError)
    }
    expect(service.signed()).toBe(before)
    expect(await jose.jwt.encode({}, keyOf('pss'), { algorithm: 'PS256' })).toBeTypeOf('string')
  })

  it('decrypts nothing: the service only signs', async () => {
    const { jwe } = jose
    for (const [id, algorithm] of [
      ['rsa', 'RSA-OAEP'],
      ['p256', 'ECDH-ES'],
    ] as const) {
      const encrypted = await jwe.encrypt('a text', keyOf(id).jwk, { algorithm })
      await expect(jwe.decrypt(encrypted, keyOf(id))).rejects.toThrow(InvalidKeyError)
      expect((await jwe.decrypt(encrypted, id === 'rsa' ? rsa : p256)).text()).toBe('a text')
    }
  })

  it('is of its own backend alone', async () => {
    await expect(localJwt.encode({}, keyOf('p256'), { algorithm: 'ES256' })).rejects.toThrow(JWKError)
    const other = createJose(remoteBackend(nodeBackend(), { url: service.url, token }))
    await expect(other.jwt.encode({}, keyOf('p256'), { algorithm: 'ES256' })).rejects.toThrow(JWKError)
    const likeness = { ...keyOf('p256') }
    await expect(jose.jwt.encode({}, likeness, { algorithm: 'ES256' })).rejects.toThrow(JWKError)
  })

  it('is found by its name, and by nothing that leads elsewhere', async () => {
    await expect(remote.key('nobody')).rejects.toMatchObject({ code: 'ERR_KEY_SERVICE_REFUSED' })
    for (const id of ['', '..', 'a/b', 'rsa?x', '%2e%2e']) await expect(remote.key(id)).rejects.toThrow(TypeError)
  })
})

it('the service itself refuses what its keys are not for', async () => {
  const asked = async (id: string, question: unknown, shown = token): Promise<number> => {
    const headers = { authorization: `Bearer ${shown}` }
    return (await fetch(`${service.url}/keys/${id}/sign`, { method: 'POST', headers, body: JSON.stringify(question) }))
      .status
  }
  const data = 'AAAA'
  const pss = { name: 'RSA-PSS', hash: 'SHA-256', saltLength: 32 }
  const es256 = { name: 'ECDSA', hash: 'SHA-256', curve: 'P-256' }
  expect(await asked('pss', { primitive: pss, data })).toBe(200)
  expect(await asked('pss', { primitive: { ...pss, hash: 'SHA-512' }, data })).toBe(400)
  expect(await asked('pss', { primitive: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }, data })).toBe(400)
  expect(await asked('rsa', { primitive: es256, data })).toBe(400)
  expect(await asked('p256', { primitive: pss, data })).toBe(400)
  for (const question of [null, {}, { primitive: pss }, 'x'.repeat(2_000_000)])
    expect(await asked('rsa', question)).toBe(400)
  expect(await asked('nobody', { primitive: pss, data })).toBe(404)
  expect(await asked('pss', { primitive: pss, data }, 'another')).toBe(401)
})

describe('a service that fails', () => {
  const answering =
    (body: unknown, status = 200) =>
    (response: ServerResponse): void =>
      void response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body))
  const encoded = (octets: Uint8Array): { readonly signature: string } => ({
    signature: Buffer.from(octets).toString('base64url'),
  })
  const der = nodeSign('sha256', Buffer.from('x'), p256)

  it.each([
    ['answers 500', answering('a stack trace', 500), 'ERR_KEY_SERVICE_REFUSED', 'status 500'],
    ['says who are you', answering({}, 401), 'ERR_KEY_SERVICE_REFUSED', 'status 401'],
    ['answers no JSON', answering('<html>'), 'ERR_KEY_SERVICE_ANSWER', 'JSON'],
    ['answers null', answering('null'), 'ERR_KEY_SERVICE_ANSWER', 'JSON'],
    ['answers no signature', answering({}), 'ERR_KEY_SERVICE_ANSWER', 'length'],
    ['answers a number', answering({ signature: 1 }), 'ERR_KEY_SERVICE_ANSWER', 'length'],
    ['answers no base64url', answering({ signature: '=' }), 'ERR_KEY_SERVICE_ANSWER', 'length'],
    ['answers a short signature', answering(encoded(new Uint8Array(63))), 'ERR_KEY_SERVICE_ANSWER', 'length'],
    ['answers DER', answering(encoded(der)), 'ERR_KEY_SERVICE_ANSWER', 'length'],
    [
      'answers any 64 octets',
      answering(encoded(new Uint8Array(64).fill(7))),
      'ERR_KEY_SERVICE_ANSWER',
      'not of the key',
    ],
    ['answers without end', answering('x'.repeat(1_000_000)), 'ERR_KEY_SERVICE_ANSWER', 'too much'],
    [
      'leads elsewhere',
      (r: ServerResponse) => void r.writeHead(307, { location: 'http://127.0.0.1:9/' }).end(),
      'ERR_KEY_SERVICE_UNREACHABLE',
      'reached',
    ],
    ['hangs up', (r: ServerResponse) => void r.destroy(), 'ERR_KEY_SERVICE_UNREACHABLE', 'reached'],
    ['does not answer', () => {}, 'ERR_KEY_SERVICE_TIMEOUT', '500 ms'],
    [
      'does not end its answer',
      (r: ServerResponse) => void r.writeHead(200).write('{'),
      'ERR_KEY_SERVICE_TIMEOUT',
      '500 ms',
    ],
  ])('%s: a clear error that holds nothing of key or token', async (_what, fault, code, message) => {
    service.fault = fault
    const error = await jose.jwt.encode({ sub: 'somebody' }, keyOf('p256'), { algorithm: 'ES256' }).catch((e) => e)
    expect(error).toBeInstanceOf(JOSEError)
    expect(error).toMatchObject({ code, message: expect.stringContaining(message) })
    expect(`${error.stack} ${JSON.stringify(error)} ${error.cause}`).not.toMatch(/eyJ|shown-by|stack trace|html/)
    service.fault = undefined
    expect(await jose.jwt.encode({}, keyOf('p256'), { algorithm: 'ES256' })).toBeTypeOf('string')
  })

  it('is down', async () => {
    const other = await testService()
    other.keys.set('p256', { privateKey: p256 })
    const down = remoteBackend(nodeBackend(), { url: other.url, token })
    const key = await down.key('p256')
    await other.close()
    const unreachable = { code: 'ERR_KEY_SERVICE_UNREACHABLE' }
    await expect(createJose(down).jwt.encode({}, key, { algorithm: 'ES256' })).rejects.toMatchObject(unreachable)
    await expect(down.key('p256')).rejects.toMatchObject(unreachable)
  })

  it('leads elsewhere: nobody there hears of it', async () => {
    const heard: unknown[] = []
    const elsewhere = await listen((request, response) => {
      heard.push(request.headers)
      response.end('{}')
    })
    service.fault = (response) => void response.writeHead(307, { location: `${elsewhere.url}/keys/p256/sign` }).end()
    const error = await jose.jwt.encode({}, keyOf('p256'), { algorithm: 'ES256' }).catch((e) => e)
    await elsewhere.close()
    expect(error).toMatchObject({ code: 'ERR_KEY_SERVICE_UNREACHABLE' })
    expect(heard).toEqual([])
  })

  it('knows another token', async () => {
    const stranger = remoteBackend(nodeBackend(), { url: service.url, token: 'another' })
    await expect(stranger.key('p256')).rejects.toMatchObject({ code: 'ERR_KEY_SERVICE_REFUSED' })
  })

  it('describes no key that may be used', async () => {
    const described = async (description: unknown): Promise<unknown> => {
      const liar = await listen((_request, response) => answering(description)(response))
      const error = await remoteBackend(nodeBackend(), { url: liar.url, token })
        .key('p256')
        .catch((e) => e)
      await liar.close()
      return error
    }
    const jwk = createPublicKey(p256).export({ format: 'jwk' })
    for (const wrong of [{}, { jwk: 'x' }, { jwk: p256.export({ format: 'jwk' }) }, { jwk, only: { name: 'HMAC' } }]) {
      expect(await described(wrong)).toMatchObject({ code: 'ERR_KEY_SERVICE_ANSWER' })
    }
    expect(await described({ jwk: { ...jwk, x: 'AAAA' } })).toBeInstanceOf(JWKError)
    expect(await described({ jwk: { kty: 'oct', k: 'AAAA' } })).toMatchObject({ code: 'ERR_KEY_SERVICE_ANSWER' })
    expect(await described({ jwk })).toMatchObject({ id: 'p256' })
  })
})

it('the token goes to https, or nowhere but this machine', () => {
  for (const url of ['http://keys.example', 'ftp://localhost', 'no url', 'http://localhost.example']) {
    expect(() => remoteBackend(nodeBackend(), { url, token })).toThrow(TypeError)
  }
  for (const wrong of ['', 'two words', 'line\nbreak', 'ünicode']) {
    const error = (() => {
      try {
        return remoteBackend(nodeBackend(), { url: 'https://keys.example', token: wrong })
      } catch (thrown) {
        return thrown
      }
    })()
    expect(error).toBeInstanceOf(TypeError)
    expect(`${error}`).not.toContain(wrong === '' ? 'undefined' : wrong)
  }
  remoteBackend(nodeBackend(), { url: 'https://keys.example/tenant', token })
})

it('the program beside it shows a token', async () => {
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  await import('../remote-keys/main.ts')
  const written = write.mock.calls.join('')
  write.mockRestore()
  expect(written).toMatch(/^eyJ[\w.-]+\n\nverifies with the public half alone: \{"sub":"alice"\}\n$/)
})

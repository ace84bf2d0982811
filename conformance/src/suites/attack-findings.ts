import { base64url, InvalidKeyError, JOSEError } from '@jose/core'
import { equal, refuses } from '../assert.ts'
import type { Suite } from '../suite.ts'
import { craft, secret } from './craft.ts'
import { testKeys } from './test-keys.ts'

const algorithms = ['HS256']

/** Bytes whose `slice` is a view of the same memory, as Node's Buffer has it. */
class View extends Uint8Array {
  override slice(start?: number, end?: number): Uint8Array<ArrayBuffer> {
    return this.subarray(start, end) as Uint8Array<ArrayBuffer>
  }
}

/** What an attack on the library found: each held once. */
export const attackFindings: Suite = (o, it) => {
  const viewOf = (text: string): View => View.from(base64url.decode(base64url.encode(text))) as View
  it('a secret whose bytes are overwritten in place counts no more', async () => {
    const key = viewOf(secret)
    const token = await o.encode({ a: 'b' }, key)
    equal(await o.decode(token, key, { algorithms }), { a: 'b' })
    key.fill(0x7a)
    await refuses(() => o.decode(token, key, { algorithms }), { code: 'ERR_JWT_SIGNATURE' })
  })
  it('a prepared signer and verifier keep the bytes they were given', async () => {
    const key = viewOf(secret)
    const [sign, verify] = [o.createSigner(key), o.createVerifier(key, { algorithms })]
    key.fill(0x7a)
    equal(await verify(await sign({ a: 'b' })), { a: 'b' })
    equal(await o.decode(await sign({ a: 'b' }), secret, { algorithms }), { a: 'b' })
  })
  it('a detached payload is handed out as it was verified, whatever becomes of it meanwhile', async () => {
    const body = viewOf('{"amount":1}')
    const token = await o.sign(body, secret, { detached: true })
    const pending = o.verify(token, secret, { algorithms, payload: body })
    body.fill(0x20)
    equal((await pending).json(), { amount: 1 })
  })
  it('claims are signed as they were when encode was called', async () => {
    const roles = ['user']
    const key = o.mode === 'sync' ? (): string => secret : async (): Promise<string> => secret
    const pending = o.encode({ roles }, key)
    roles.push('admin')
    equal(await o.decode(await pending, secret, { algorithms }), { roles: ['user'] })
  })
  it('headers that answer toJSON cannot replace the alg', async () => {
    for (const alg of ['none', 'HS512']) {
      const headers = { toJSON: () => ({ alg }) }
      await refuses(() => o.encode({}, secret, { headers }), { is: JOSEError })
      await refuses(() => o.sign('x', secret, { headers }), { is: JOSEError })
    }
  })
  it('headers nested by the thousand are a JOSEError', async () => {
    let x: object = {}
    for (let depth = 0; depth < 3500; depth++) x = { x }
    await refuses(() => o.encode({}, secret, { headers: { x } }), { is: JOSEError })
  })
  it('a member of a set that nobody could use does not make algorithms necessary', async () => {
    const jwk = { kty: 'oct', k: base64url.encode(secret), alg: 'HS256' }
    const token = await craft(o, { alg: 'HS256' }, { a: 'b' })
    for (const odd of [{ kty: 'zzz' }, { kty: 'oct', alg: 'none' }, { kty: 'RSA', alg: 'foo' }, { kty: 7 }]) {
      equal(await o.decode(token, { keys: [odd, jwk] }), { a: 'b' })
      equal(await o.decode(token, [odd, jwk]), { a: 'b' })
      await refuses(() => o.decode(token, { keys: [odd] }), { is: JOSEError })
    }
  })
  it('an RSA private exponent longer than the modulus is refused before any arithmetic', async () => {
    const { kty, n, e } = testKeys.RS256.private
    const d = base64url.encode(new Uint8Array(40_000).fill(0xa5))
    await refuses(() => o.construct({ kty, n, e, d }), { is: InvalidKeyError })
  })
  it('objects that say they are bytes or dates are not', async () => {
    const bytes = { [Symbol.toStringTag]: 'Uint8Array', length: 32 }
    const token = await o.encode({}, secret)
    await refuses(() => o.decode(token, bytes, { algorithms }), { is: JOSEError })
    await refuses(() => o.decode(bytes, secret, { algorithms }), { is: JOSEError })
    await refuses(() => o.encode({ exp: { [Symbol.toStringTag]: 'Date' } }, secret), { is: JOSEError })
  })
  it('OpenSSH keys of every kind, and the base64 of a PEM, are no secrets', async () => {
    const prefixes = ['B3NzaC1yc2E', 'GnNrLXNzaC1lZDI1NTE5', 'InNrLWVjZHNh', 'HHNzaC1yc2EtY2VydA', 'KGVjZHNhLXNoYTI']
    for (const text of [...prefixes.map((prefix) => `AAAA${prefix}AAAA`), 'LS0tLS1CRUdJTiBQVUJMSUMgS0VZLS0tLS0K']) {
      await refuses(() => o.encode({}, text), { is: InvalidKeyError })
    }
  })
}

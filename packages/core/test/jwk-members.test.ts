// What each member of a JWK has to be (RFC 7517 §4, RFC 7518 §6, RFC 8037, RFC 9964), and what is written of a key.
import { nodeBackend } from '@jose/backend-node'
import { createJose, type JWK, JWKError } from '@jose/core'
import { describe, expect, it } from 'vitest'
import testKeys from '../../../conformance/vectors/keys.json' with { type: 'json' }
import { hasPrivateMembers } from '../src/jwk/jwk.ts'

const { jwk } = createJose(nodeBackend())
const { RS256, ES256, Ed25519, HS256, 'ML-DSA-44': mlDsa } = testKeys
const [rsa, ec, okp, akp] = [RS256.private, ES256.private, Ed25519.private, mlDsa.private]
const bytes = (length: number): string => Buffer.alloc(length, 1).toString('base64url')
const without = (key: JWK, ...members: readonly string[]): JWK =>
  Object.fromEntries(Object.entries(key).filter(([member]) => !members.includes(member)))

describe('a JWK', () => {
  const refused: readonly (readonly [key: object, says: string])[] = [
    [{ kty: 'foo' }, "'kty' must be one of oct, RSA, EC, OKP, AKP"],
    [{ kty: 5 }, "'kty' must be one of oct, RSA, EC, OKP, AKP"],
    [{ kty: 'oct' }, "'k' must be canonical base64url"],
    [{ kty: 'oct', k: 5 }, "'k' must be canonical base64url"],
    [{ kty: 'oct', k: 'AA==' }, "'k' must be canonical base64url"],
    [without(rsa, 'n'), "'n' must be canonical base64url"],
    [without(rsa, 'e'), "'e' must be canonical base64url"],
    [{ ...rsa, d: '+' }, "'d' must be canonical base64url"],
    [{ ...rsa, oth: [] }, "('oth') are not supported"],
    [{ ...RS256.public, oth: undefined }, "('oth') are not supported"],
    ...['p', 'q', 'dp', 'dq', 'qi'].map((member) => [without(rsa, member), 'or none'] as const),
    [without(rsa, 'p', 'q', 'dp', 'dq'), 'or none'],
    [{ ...rsa, qi: 5 }, "'qi' must be canonical base64url"],
    [without(ec, 'crv'), "'crv' must be one of P-256, P-384, P-521, secp256k1"],
    [{ ...ec, crv: 'constructor' }, "'crv' must be one of P-256"],
    [{ ...ec, crv: 'Ed25519' }, "'crv' must be one of P-256"],
    [{ ...ec, crv: ['P-256'] }, "'crv' must be one of P-256"],
    [{ ...ec, x: bytes(31) }, "'x' must have 32 bytes; it has 31"],
    [{ ...ec, y: bytes(33) }, "'y' must have 32 bytes; it has 33"],
    [{ ...ec, d: bytes(31) }, "'d' must have 32 bytes; it has 31"],
    [without(ec, 'y'), "'y' must be canonical base64url"],
    [{ ...okp, crv: 'P-256' }, "'crv' must be one of Ed25519, Ed448, X25519, X448"],
    [{ ...okp, x: bytes(31) }, "'x' must have 32 bytes; it has 31"],
    [{ ...okp, d: bytes(33) }, "'d' must have 32 bytes; it has 33"],
    [without(akp, 'alg'), "must name its 'alg'"],
    [{ ...akp, alg: 'ES256' }, "must name its 'alg'"],
    [without(akp, 'pub'), "'pub' must be canonical base64url"],
    [{ ...akp, priv: 5 }, "'priv' must be canonical base64url"],
    [{ ...ec, alg: 5 }, "'alg' must be a string"],
    [{ ...ec, kid: null }, "'kid' must be a string"],
    [{ ...ec, use: ['sig'] }, "'use' must be a string"],
    ...['sign', {}, ['sign', 'sign'], ['sign', 5], [5]].map((key_ops) => [{ ...ec, key_ops }, "'key_ops'"] as const),
  ]
  it.each(refused)('%# is refused by what is wrong with it', (key, says) => {
    const refusal = expect.objectContaining({ message: expect.stringContaining(says) })
    expect(() => jwk.constructSync(key as JWK)).toThrow(refusal)
    expect(() => jwk.constructSync(key as JWK)).toThrow(JWKError)
  })

  it('may have members that are undefined, or of somebody else, and zeros before the numbers of RSA', () => {
    const padded = Buffer.concat([Buffer.alloc(2), Buffer.from(rsa.n, 'base64url')]).toString('base64url')
    const key = { ...rsa, n: padded, use: undefined, key_ops: undefined, more: { x: 1 }, x5c: [] }
    expect(jwk.constructSync(key as unknown as JWK).toJwkSync()).toEqual(RS256.public)
  })

  it('is written as it was read, and belongs to who asked for it', () => {
    for (const key of [rsa, ec, okp, akp, HS256.private]) {
      const given = { ...key, use: 'sig', key_ops: ['sign', 'verify'] }
      const made = jwk.constructSync(given)
      const written = made.toJwkSync({ private: true })
      expect(written).toEqual(given)
      ;(written.key_ops as string[]).push('more')
      expect(made.keyOps).toEqual(['sign', 'verify'])
      expect(Object.isFrozen(made.keyOps)).toBe(true)
    }
  })

  it('is for everybody when none of its members is private', () => {
    for (const key of [RS256, ES256, Ed25519, mlDsa]) {
      expect([hasPrivateMembers(key.private), hasPrivateMembers(key.public)]).toEqual([true, false])
      expect(hasPrivateMembers(Object.create(key.private))).toBe(false)
    }
    for (const member of ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k', 'priv'])
      expect([member, hasPrivateMembers({ ...ES256.public, [member]: undefined })]).toEqual([member, true])
  })
})

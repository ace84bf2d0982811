import { forgeBackend } from '@jose/backend-forge'
import { nodeBackend } from '@jose/backend-node'
import { webcryptoBackend } from '@jose/backend-webcrypto'
import { type AlgorithmReport, compose, createJose, type JoseReport, policies, version } from '@jose/core'
import { describe, expect, it } from 'vitest'

const entry = ({ algorithms }: JoseReport, name: string): AlgorithmReport | undefined =>
  algorithms.find((each) => each.name === name)

describe('report', () => {
  it('names the parts, and is plain data', () => {
    const both = createJose(compose(nodeBackend(), forgeBackend()), { policy: 'strict' }).report()
    expect(both).toMatchObject({ version, backend: 'node+forge', policy: 'strict' })
    expect(both.cryptography.map(({ module }) => module)).toEqual(['OpenSSL', 'node-forge', 'noble'])
    expect(JSON.parse(JSON.stringify(both))).toEqual(both)
    expect(createJose(webcryptoBackend()).report().cryptography).toEqual([{ module: 'WebCrypto' }])
  })
  it('says of every algorithm whether backend and policy allow it, on which curves, and why not', () => {
    const jose = createJose(forgeBackend())
    const byDefault = jose.report()
    expect(byDefault.algorithms.filter(({ usable }) => usable).map(({ name }) => name)).toEqual(jose.algorithms)
    const fips = createJose(forgeBackend(), { policy: 'fips' }).report()
    expect(entry(fips, 'HS256')).toEqual({ name: 'HS256', usable: true })
    expect(entry(fips, 'ES256K')).toEqual({
      name: 'ES256K',
      usable: false,
      reason: "ES256K is refused by the policy 'fips'",
    })
    expect(entry(fips, 'EdDSA')).toEqual({ name: 'EdDSA', usable: true, curves: ['Ed25519', 'Ed448'] })
    expect(entry(fips, 'ECDH-ES')).toEqual({
      name: 'ECDH-ES',
      usable: true,
      curves: ['P-256', 'P-384', 'P-521'],
      reason: "X25519 is refused by the policy 'fips'",
    })
    const web = createJose(webcryptoBackend()).report()
    expect(entry(web, 'ES256K')).toEqual({
      name: 'ES256K',
      usable: false,
      reason: 'The webcrypto backend does not support it',
    })
  })
  it('says that an algorithm is not usable where it is on none of its curves', () => {
    const refused = ['Ed25519', 'Ed448']
    const report = createJose(nodeBackend(), { policy: { ...policies.default, name: 'mine', refused } }).report()
    expect(entry(report, 'EdDSA')).toEqual({
      name: 'EdDSA',
      usable: false,
      curves: [],
      reason: "Ed25519 is refused by the policy 'mine'",
    })
  })
  it('says nothing of the cryptography of a backend that says nothing', () => {
    const { cryptography: _unsaid, ...silent } = nodeBackend()
    expect(createJose(silent).report().cryptography).toEqual([])
  })
  it('what it says of an algorithm is what happens', async () => {
    const jose = createJose(nodeBackend(), { policy: 'fips' })
    for (const { name, usable } of jose.report().algorithms.filter((each) => /^(ES|Ed|ML)/.test(each.name))) {
      const made = jose.jwk.generate(name).then(
        () => true,
        () => false,
      )
      expect([name, await made]).toEqual([name, usable])
    }
  })
})

import { InvalidKeyError, type JWK, JWSAlgorithmError, type Policy, policies } from '@jose/core'
import { equal, ok, refuses } from '../assert.ts'
import type { Suite } from '../suite.ts'
import { secret } from './craft.ts'
import { type KeyName, testKeys, verifierOf } from './test-keys.ts'

const unfit = { is: InvalidKeyError, code: 'ERR_KEY_UNFIT' }

/** A deployment's own policy: an object that is built on one of `policies`. */
export const ownPolicies: Suite = (o, it) => {
  const key = (name: KeyName): JWK => testKeys[name].private
  const half = (name: KeyName): JWK => verifierOf(name)

  it('a policy object: refused algorithms and curves', async () => {
    const p = o.with({ policy: { ...policies.default, name: 'ours', refused: ['RS256', 'P-384'] } })
    const error = await refuses(() => p.sign('x', key('RS256'), { algorithm: 'RS256' }), unfit)
    ok(error.message.includes('ours'), 'a message that names the policy')
    const rs256 = await o.sign('x', key('RS256'), { algorithm: 'RS256' })
    await refuses(() => p.verify(rs256, half('RS256'), { algorithms: ['RS256'] }), unfit)
    await refuses(() => p.sign('x', key('ES384'), { algorithm: 'ES384' }), unfit)
    equal(
      (
        await p.verify(await p.sign('x', key('RS256'), { algorithm: 'RS384' }), half('RS256'), { algorithms: 'RS384' })
      ).text(),
      'x',
    )
    await refuses(() => p.verify(rs256, { keys: [half('RS256')] }, { algorithms: ['RS256'] }), {
      code: 'ERR_KEY_NOT_FOUND',
    })
  })
  it('a policy object: sizes', async () => {
    const larger = o.with({ policy: { ...policies.default, minimumRsaBits: 3072, minimumHmacBits: 512 } })
    await refuses(() => larger.sign('x', key('RS256'), { algorithm: 'RS256' }), unfit)
    await refuses(() => larger.sign('x', 'x'.repeat(63)), unfit)
    equal((await larger.verify(await larger.sign('x', secret), secret, { algorithms: 'HS256' })).text(), 'x')
    await refuses(() => larger.generate('RS256', { size: 2048 }), { is: TypeError })
  })
  it('a policy object: none', async () => {
    const closed = o.with({ policy: { ...policies.default, none: false } })
    await refuses(() => closed.sign('x', undefined, { algorithm: 'none' }), { is: JWSAlgorithmError })
  })
  it('a policy is a name or a whole object that raises sizes', async () => {
    const { name: _, ...unnamed } = policies.strict
    const wrong = [
      'Strict',
      '__proto__',
      null,
      5,
      {},
      unnamed,
      ...[{ minimumRsaBits: 1024 }, { minimumRsaExponent: 1 }, { minimumHmacBits: 0 }].map((lower) => ({
        ...policies.default,
        ...lower,
      })),
      ...[{ refused: 'RS256' }, { refused: [5] }, { none: 'yes' }].map((odd) => ({ ...policies.default, ...odd })),
    ]
    for (const policy of wrong) await refuses(() => o.with({ policy: policy as Policy }), { is: TypeError })
    ok(Object.isFrozen(policies) && Object.isFrozen(policies.strict), 'frozen policies')
  })
  it('a policy object that is changed later changes nothing', async () => {
    const policy = { ...policies.default, refused: ['RS512'] }
    const p = o.with({ policy })
    policy.refused.push('HS256')
    policy.minimumHmacBits = 4096
    equal((await p.verify(await p.sign('x', secret), secret, { algorithms: 'HS256' })).text(), 'x')
  })
}

import { ExpiredSignatureError, JWTError } from '@jose/core'
import { equal, refuses } from '../assert.ts'
import type { Suite } from '../suite.ts'
import { decode, missing, now, passes } from './jwt-at-a-time.ts'

const claimOfSwitch = {
  Aud: 'aud',
  Iat: 'iat',
  Exp: 'exp',
  Nbf: 'nbf',
  Iss: 'iss',
  Sub: 'sub',
  Jti: 'jti',
  AtHash: 'at_hash',
} as const

/** `requireX`, `require` and `verifyX`. */
export const jwtRequired: Suite = (o, it) => {
  for (const [name, claim] of Object.entries(claimOfSwitch)) {
    it(`require${name} wants ${claim} to be there`, async () => {
      await passes(o, {})
      await passes(o, {}, { options: { [`require${name}`]: false } })
      await refuses(() => decode(o, {}, { options: { [`require${name}`]: true } }), missing(claim))
    })
    it(`require${name} forces verify${name}`, async () => {
      const bad = { [claim]: {} }
      await passes(o, bad, { options: { [`verify${name}`]: false } })
      const options = { [`require${name}`]: true, [`verify${name}`]: false }
      await refuses(() => decode(o, bad, { options }), { is: JWTError, claim })
    })
  }
  it('an expired token fails under requireExp with verifyExp: false', async () => {
    const options = { requireExp: true, verifyExp: false }
    await refuses(() => decode(o, { exp: now }, { options }), { is: ExpiredSignatureError })
  })
  it('require wants any claim to be there', async () => {
    await passes(o, { a: null, exp: now + 1 }, { options: { require: ['a', 'exp'] } })
    await refuses(() => decode(o, { a: 1 }, { options: { require: ['a', 'b'] } }), missing('b'))
    await refuses(() => decode(o, {}, { options: { require: ['aud'], requireAud: false } }), missing('aud'))
  })
  it('require knows own members only', async () => {
    for (const name of ['constructor', '__proto__', 'toString', 'hasOwnProperty']) {
      await refuses(() => decode(o, {}, { options: { require: [name] } }), missing(name))
      equal(await decode(o, `{"${name}":1}`, { options: { require: [name] } }), JSON.parse(`{"${name}":1}`))
    }
  })
}

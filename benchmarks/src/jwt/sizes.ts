// `HS256` tokens from a hundred bytes to 10 MiB: whether a byte costs the same in each.
import { backend, createJose } from '@jose/backend-node'
import { gather } from '../contender.ts'
import type { Table } from '../contest.ts'
import { kibibyte, mebibyte, sizeOf } from '../jwe/contests.ts'
import { syncWays } from './contenders/ours.ts'
import { type Contenders, contestsOf } from './contests.ts'
import { createSubject } from './subject.ts'

const lengths = [100, kibibyte, 10 * kibibyte, 100 * kibibyte, mebibyte, 10 * mebibyte]

export const signedSizes: readonly Table[] = lengths.map((length) => async () => {
  const subject = await createSubject('HS256', length)
  const { jwt } = createJose(backend, { limits: { jwt: 32 * mebibyte } })
  const gathered = await gather<Contenders>({
    ours: () => syncWays(jwt, subject, { 'ours, secret': subject.text }),
    'fast-jwt': async () => (await import('./contenders/fast-jwt.ts')).fastJwt(subject),
    jsonwebtoken: async () => (await import('./contenders/jsonwebtoken.ts')).jsonwebtoken(subject),
    jose: async () => (await import('./contenders/jose.ts')).jose(subject),
    raw: async () => (await import('./contenders/raw.ts')).raw(subject),
  })
  return contestsOf(`HS256, a claim of ${sizeOf(length)}`, subject, gathered, () => [])
})

// node --expose-gc --min-semi-space-size=128 --max-semi-space-size=128 memory-of.ts: prints rows and who is absent, as JSON.
import { getHeapStatistics } from 'node:v8'
import { jwk, jwt } from '@jose/backend-node'
import { type Contender, gather } from './contender.ts'
import type { Row } from './figures.ts'
import { asyncWays, syncWays, withKey } from './jwt/contenders/ours.ts'
import { type Contenders, operations } from './jwt/contests.ts'
import { createSubject } from './jwt/subject.ts'

const calls = 4000

const subject = await createSubject('HS256')
const key = jwk.constructSync(subject.text.signing, 'HS256')
const forms = { [withKey]: { signing: key, verifying: key } }
const { all, absent } = await gather<Contenders>({
  ours: () => syncWays(jwt, subject, forms),
  'ours, async': () => asyncWays(jwt, subject, forms),
  'fast-jwt': async () => (await import('./jwt/contenders/fast-jwt.ts')).fastJwt(subject),
  jsonwebtoken: async () => (await import('./jwt/contenders/jsonwebtoken.ts')).jsonwebtoken(subject),
  jose: async () => (await import('./jwt/contenders/jose.ts')).jose(subject),
  'node-jose': async () => (await import('./jwt/contenders/node-jose.ts')).nodeJose(subject),
  raw: async () => (await import('./jwt/contenders/raw.ts')).raw(subject),
})
const values = new Map<string, { [column: string]: number }>()
for (const operation of operations)
  for (const contender of all.flatMap((of) => of[operation])) {
    const name = `${contender.name} (${contender.mode})`
    const given = operation === 'sign' ? subject.claims : subject.token
    values.set(name, { ...values.get(name), [`${operation} bytes`]: await bytesOf(contender, given) })
  }
const rows: readonly Row[] = [...values].map(([name, values]) => ({ name, values }))
process.stdout.write(JSON.stringify({ rows, absent }))

/** Of a call. */
async function bytesOf(contender: Contender, given: unknown): Promise<number> {
  for (let count = 0; count < 2; count++) await many(contender, given)
  ;(globalThis as { gc?: () => void }).gc?.()
  const before = getHeapStatistics().used_heap_size
  await many(contender, given)
  return Math.round((getHeapStatistics().used_heap_size - before) / calls)
}

async function many({ call, mode }: Contender, given: unknown): Promise<void> {
  if (mode === 'sync') for (let count = 0; count < calls; count++) call(given)
  else for (let count = 0; count < calls; count++) await call(given)
}

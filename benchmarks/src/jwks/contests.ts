// A token's key looked up by its `kid`, among few and among many.
import { jwk, jwks, jwt } from '@jose/backend-node'
import { createLocalJWKSet, exportJWK, generateKeyPair, type JWK, jwtVerify } from 'jose'
import { afresh, type Contender, gather } from '../contender.ts'
import type { Table } from '../contest.ts'
import { checkVerifier } from '../jwt/check.ts'
import { audience, createSubject, issuer } from '../jwt/subject.ts'
import { atLeast } from '../targets.ts'

const algorithm = 'ES256'
const numbers = [1, 1000] as const
const options = { algorithms: [algorithm], audience, issuer }

export const lookups: readonly Table[] = [
  async () => {
    const subject = await createSubject(algorithm)
    const sets = await Promise.all(numbers.map((number) => setOf(number, subject.jwk.verifying)))
    const key = await jwk.construct(subject.jwk.signing, algorithm)
    const token = await jwt.encode(subject.claims, key, { headers: { kid: 'the one' } })
    const { all, absent } = await gather<readonly Contender[]>({
      ours: () => sets.map((set) => ours(jwks.local(set), `ours, ${set.keys.length} keys`)),
      'ours, plain': () => sets.map((set) => ours(set, `ours, ${set.keys.length} keys as plain data`)),
      jose: () => sets.map((set) => jose(set)),
    })
    const named = (name: string) => ({ name, mode: name.startsWith('jose') ? 'async' : 'sync' }) as const
    const goals = [
      // What is the same takes the same time, but for what the machine adds.
      atLeast(0.95, named('ours, 1000 keys'), named('ours, 1 keys')),
      atLeast(1, named('ours, 1000 keys'), named('jose, 1000 keys')),
    ]
    const check = (contender: Contender): Promise<void> =>
      checkVerifier(contender, { ...subject, token, forged: `${token.slice(0, -86)}${subject.token.slice(-86)}` })
    return [
      {
        ...{ subject: 'ES256 by a set of keys', operation: 'verify', contenders: all.flat(), absent, goals },
        ...{ input: afresh(token), check },
      },
    ]
  },
]

interface KeySet {
  readonly keys: JWK[]
}

async function setOf(number: number, own: JWK): Promise<KeySet> {
  const { publicKey } = await generateKeyPair(algorithm, { extractable: true })
  const other = await exportJWK(publicKey)
  const keys = Array.from({ length: number - 1 }, (_, index) => ({ ...other, alg: algorithm, kid: `another ${index}` }))
  return { keys: [...keys, { ...own, alg: algorithm, kid: 'the one' }] }
}

function ours(set: Parameters<typeof jwt.decodeSync>[1], name: string): Contender {
  return { name, mode: 'sync', call: (token) => jwt.decodeSync(token as string, set, options) }
}

function jose(set: KeySet): Contender {
  const find = createLocalJWKSet(set)
  const call = async (token: unknown): Promise<object> => (await jwtVerify(token as string, find, options)).payload
  return { name: `jose, ${set.keys.length} keys`, mode: 'async', call }
}

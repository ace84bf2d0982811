import { isDeepStrictEqual } from 'node:util'
import { jwk, jwt, supports } from '@jose/backend-node'
import { type Claims, signatureAlgorithms } from '@jose/core'
import { type Peer, peers } from '@jose-internal/interop'
import { type Findings, heading, mark, showPresence } from './report.ts'
import { type Cell, table } from './table.ts'
import { duration } from './text.ts'

/** A token by a fresh key for every algorithm, given to the other implementations. `known` are all that could be here. */
export async function showIssued(known: readonly string[]): Promise<Findings> {
  heading('Tokens issued now, with fresh keys, and verified by the installed implementations')
  const names = Object.keys(signatureAlgorithms).filter((name) => supports(name))
  const claims = { iss: 'demo', sub: 'Zoë', exp: Math.floor(Date.now() / 1000) + 600 }
  const issued = await Promise.all(names.map((name) => issue(name, claims)))
  const present = await peers()
  const verdicts = await Promise.all(present.map((peer) => verifiedBy(peer, issued, claims)))

  const rows = issued.map(({ algorithm, key, token, signing, verifying }): Cell[] => [
    ...[algorithm, key, String(token.length), duration(signing), duration(verifying)],
    ...verdicts.map((found) => cellFor(found.get(algorithm))),
  ])
  const right = (title: string) => ({ title, align: 'right' as const })
  const columns = [{ title: 'algorithm' }, { title: 'key' }, right('size'), right('sign'), right('verify')]
  console.log(table([...columns, ...present.map(({ name }) => ({ title: name }))], rows))
  console.log('\n– the implementation has no such algorithm')
  showPresence(present, known)

  const answers = present.flatMap((peer, index) => [...(verdicts[index] ?? [])].map((entry) => ({ peer, entry })))
  const surprises = answers.flatMap(({ peer, entry: [algorithm, problem] }) =>
    problem === '' ? [] : [`${peer.name} does not verify our ${algorithm}: ${problem}`],
  )
  const verifications = `${answers.length - surprises.length} of ${answers.length} verifications by ${present.length} others`
  return { summary: `${issued.length} tokens issued, ${verifications} succeeded`, surprises }
}

interface Issued {
  readonly algorithm: string
  /** The kind of key, such as `RSA 2048`. */
  readonly key: string
  readonly token: string
  /** What a verifier needs: the public key, or the secret. */
  readonly jwk: Readonly<Record<string, unknown>>
  /** Milliseconds. */
  readonly signing: number
  readonly verifying: number
}

async function issue(algorithm: string, claims: Claims): Promise<Issued> {
  const key = await jwk.generate(algorithm)
  const shared = key.type === 'secret'
  const verifyingKey = shared ? key : key.publicKeySync()
  const start = performance.now()
  const token = jwt.encodeSync(claims, key, { algorithm })
  const signed = performance.now()
  const same = isDeepStrictEqual(jwt.decodeSync(token, verifyingKey, { algorithms: [algorithm] }), claims)
  const verified = performance.now()
  if (!same) throw new Error(`${algorithm}: the token holds other claims than were signed`)
  return {
    algorithm,
    key: key.crv ?? (key.kty === 'AKP' ? algorithm : `${key.kty} ${key.bits}`),
    token,
    jwk: { ...(await key.toJwk({ private: shared })) },
    signing: signed - start,
    verifying: verified - signed,
  }
}

/** By algorithm, what the peer has against our token: nothing is an empty text. Algorithms it has not are not there. */
async function verifiedBy(peer: Peer, issued: readonly Issued[], claims: Claims): Promise<ReadonlyMap<string, string>> {
  const both = issued.filter(({ algorithm }) => peer.algorithms.includes(algorithm))
  const requests = both.map(({ algorithm, token, jwk }) => ({ id: algorithm, algorithm, token, key: { jwk } }))
  const answers = await peer.verify(requests)
  return new Map(
    requests.map(({ id }, index) => {
      const answer = answers[index]
      if (answer === undefined || answer.id !== id) return [id, 'no answer']
      if (!answer.ok) return [id, answer.error]
      return [id, isDeepStrictEqual({ ...answer.claims }, claims) ? '' : 'it reads other claims']
    }),
  )
}

function cellFor(problem: string | undefined): Cell {
  return problem === undefined ? '–' : mark(problem === '')
}

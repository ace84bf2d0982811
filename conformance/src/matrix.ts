import type { Backend } from '@jose/core'
import { matrixEncryption } from './matrix/encryption.ts'
import { matrixPairs } from './matrix/pairs.ts'
import { matrixVerdicts } from './matrix/verdicts.ts'
import { modesOf, type Operations, readyOf } from './modes.ts'
import { type Report, tallyOf } from './report.ts'
import { casesOf, runnable } from './run.ts'
import type { Runner } from './runner.ts'

/**
 * Register the cases that backends pass together. For every ordered pair, what one signs the other verifies, by each
 * algorithm that both have, as a compact JWS and as a JWT, with keys that travel as JWK and as PEM; what one encrypts the
 * other decrypts, by each pair of algorithms. And on bad input all answer alike, by class and code. Throws `TypeError` for fewer than two backends, and for two of one name.
 *
 * @example
 * matrix([nodeBackend(), webcryptoBackend()], { describe, it })
 */
export function matrix(backends: readonly Backend[], runner: Runner): Report {
  const names = backends.map(({ name }) => name)
  if (backends.length < 2) throw new TypeError('A matrix needs two backends')
  if (new Set(names).size < names.length) throw new TypeError('The backends of a matrix need names of their own')
  const ready = (): Promise<unknown> => Promise.all(backends.map(readyOf))
  const all = backends.map((backend) => modesOf(backend))
  const async = all.map(([first]) => first as Operations)
  const pairs = async.flatMap((signer, at) =>
    all.flatMap((modes, other) => (other === at ? [] : [{ signer, verifiers: modes }])),
  )
  const groups = [
    ...pairs.map(({ signer, verifiers }) => ({
      name: `${signer.backend.name} signs, ${verifiers[0]?.backend.name} verifies`,
      cases: casesOf((it) => matrixPairs(signer, verifiers, it)),
    })),
    ...pairs.map(({ signer, verifiers }) => ({
      name: `${signer.backend.name} encrypts, ${verifiers[0]?.backend.name} decrypts`,
      cases: casesOf((it) => matrixEncryption(signer, verifiers, it)),
    })),
    { name: `${names.join(', ')}: one verdict`, cases: casesOf((it) => matrixVerdicts(all.flat(), it)) },
  ]
  const tally = tallyOf(
    'matrix',
    groups.reduce((sum, { cases }) => sum + cases.length, 0),
  )
  for (const { name, cases } of groups) {
    runner.describe(name, () => {
      for (const each of cases) runner.it(each.title, runnable(`${name}: ${each.title}`, each, ready, tally))
    })
  }
  return { backend: names.join(', '), modes: [tally] }
}

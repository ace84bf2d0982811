// Everything that is measured of one algorithm.
import { cachedVerifiers } from './cached.ts'
import { checkSigner, checkVerifier } from './check.ts'
import { contendersFor, type Operation } from './contender.ts'
import type { Pace } from './pace.ts'
import { type Result, race } from './race.ts'
import { type AlgorithmName, createSubject } from './subject.ts'

export interface Measurement {
  readonly algorithm: AlgorithmName
  readonly kind: Operation | 'cached'
  readonly results: readonly Result[]
}

/** Throws where a contender gives a wrong result. */
export async function measure(algorithm: AlgorithmName, pace: Pace): Promise<readonly Measurement[]> {
  const subject = createSubject(algorithm)
  const { sign, verify } = await contendersFor(subject)
  const cached = algorithm === 'HS256' ? cachedVerifiers(subject) : []
  for (const contender of sign) await checkSigner(contender, subject)
  for (const contender of [...verify, ...cached]) await checkVerifier(contender, subject)

  // A server never sees the same string object twice, whose hash it would know already.
  const octets = Buffer.from(subject.token, 'latin1')
  const token = (): string => octets.toString('latin1')

  const measurements: Measurement[] = [
    { algorithm, kind: 'sign', results: await race(sign, () => subject.claims, pace) },
    { algorithm, kind: 'verify', results: await race(verify, token, pace) },
  ]
  if (cached.length > 0) measurements.push({ algorithm, kind: 'cached', results: await race(cached, token, pace) })
  return measurements
}

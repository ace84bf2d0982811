import type { Backend, Cryptography } from './backend.ts'
import { type Policy, refusalOf } from './policy.ts'
import { keyManagementAlgorithms } from './registry/jwe.ts'
import { signatureAlgorithms } from './registry/jws.ts'
import { algorithmNames, isSupported } from './registry/registry.ts'
import { version } from './version.ts'

/** What an instance of this library is made of, and what it may do: for a log at start, and for an audit. */
export interface JoseReport {
  /** Of `@jose/core`. */
  readonly version: string
  /** The backend's name. */
  readonly backend: string
  /** The policy's name. */
  readonly policy: string
  /** What does the cryptography, as far as the backend tells. */
  readonly cryptography: readonly Cryptography[]
  readonly algorithms: readonly AlgorithmReport[]
}

export interface AlgorithmReport {
  readonly name: string
  readonly usable: boolean
  /** Curves on which it is, where there is a choice. */
  readonly curves?: readonly string[]
  /** Why not, or why not on the other curves. */
  readonly reason?: string
}

/** Every registered algorithm, whether the backend has it and the policy allows it. */
export function reportOf(backend: Backend, policy: Policy): JoseReport {
  return {
    version,
    backend: backend.name,
    policy: policy.name,
    cryptography: backend.cryptography?.() ?? [],
    algorithms: algorithmNames.map((name) => algorithmReport(backend, policy, name)),
  }
}

function algorithmReport(backend: Backend, policy: Policy, name: string): AlgorithmReport {
  const why = (curve?: string): string | undefined =>
    refusalOf(policy, name, curve) ??
    (isSupported(backend, name, curve) ? undefined : `The ${backend.name} backend does not support it`)
  const curves = curvesOf(name)
  if (curves.length === 0) return verdict(name, why())
  const usable = curves.filter((curve) => why(curve) === undefined)
  const refused = curves.find((curve) => why(curve) !== undefined)
  return { ...verdict(name, refused && why(refused)), usable: usable.length > 0, curves: usable }
}

function verdict(name: string, reason: string | undefined): AlgorithmReport {
  return reason === undefined ? { name, usable: true } : { name, usable: false, reason }
}

/** The curves among which the key chooses. */
function curvesOf(name: string): readonly string[] {
  const signing = signatureAlgorithms[name]?.variants.flatMap(({ crv }) => crv ?? []) ?? []
  return signing.length > 1 ? signing : (keyManagementAlgorithms[name]?.curves ?? [])
}

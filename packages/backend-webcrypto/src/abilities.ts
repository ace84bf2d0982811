import type { EcCurve, MlDsaName, OkpCurve } from '@jose/core'
import type { AlgorithmLike, Source, SubtleLike } from './platform.ts'

/** What some implementations of WebCrypto have and others lack. The rest of the primitives is the same everywhere. */
export type Ability = 'AES-192' | Exclude<EcCurve, 'P-256' | 'P-384'> | OkpCurve | MlDsaName

/** What a WebCrypto has, as far as is known. */
export interface Abilities {
  /**
   * Whether the ability is there; what is known without one is the answer. Where only an attempt can tell and none has
   * ended yet, one is begun and the answer is yes: a no would keep callers from what works, while a wrong yes ends in
   * `UnsupportedAlgorithmError`.
   */
  has(ability: Ability | boolean): boolean
  /** Find out by an attempt. */
  probe(ability: Ability): Promise<boolean>
  /** Remember that it is there. */
  learn(ability: Ability): void
  /** Find out about everything. */
  probeAll(): Promise<void>
}

export function createAbilities(source: Source): Abilities {
  const known = new Map<Ability, boolean>()
  const pending = new Map<Ability, Promise<boolean>>()

  /** A no of the WebCrypto's own is trusted; a yes is not, as some say it of every curve. */
  const settled = (ability: Ability): boolean | undefined => {
    const answer = known.get(ability)
    if (answer !== undefined || !isDenied(source.subtle(), ability)) return answer
    known.set(ability, false)
    return false
  }
  const attempt = async (ability: Ability): Promise<boolean> => {
    const question = questions[ability]
    let has = await canMake(source, question)
    // Some workers make no key at all outside of a request: then nothing is learnt.
    const isSure = has || (await canMake(source, control))
    if (isSure && !has) has = await canMake(source, question)
    if (isSure && !known.has(ability)) known.set(ability, has)
    pending.delete(ability)
    return has || !isSure
  }
  const probe = (ability: Ability): Promise<boolean> => {
    const answer = settled(ability)
    if (answer !== undefined) return Promise.resolve(answer)
    const running = pending.get(ability) ?? attempt(ability)
    pending.set(ability, running)
    return running
  }
  return {
    has(ability) {
      if (typeof ability === 'boolean') return ability
      const answer = settled(ability)
      if (answer === undefined) void probe(ability)
      return answer ?? true
    },
    probe,
    learn(ability) {
      known.set(ability, true)
    },
    async probeAll() {
      if (!source.isThere()) return
      await Promise.all((Object.keys(questions) as Ability[]).map(probe))
    },
  }
}

/** The ability that a curve or parameter set is; none for those that every WebCrypto has. */
export function abilityOf(name: string): Ability | undefined {
  return Object.prototype.hasOwnProperty.call(questions, name) ? (name as Ability) : undefined
}

type Question = readonly [algorithm: AlgorithmLike, usages: readonly string[]]

/** The key to make in order to know. */
const questions: { readonly [ability in Ability]: Question } = {
  'AES-192': [{ name: 'AES-GCM', length: 192 }, ['encrypt']],
  'P-521': [{ name: 'ECDSA', namedCurve: 'P-521' }, ['sign', 'verify']],
  // The name that @peculiar/webcrypto has for it; none of the runtimes' own has the curve.
  secp256k1: [{ name: 'ECDSA', namedCurve: 'K-256' }, ['sign', 'verify']],
  Ed25519: [{ name: 'Ed25519' }, ['sign', 'verify']],
  Ed448: [{ name: 'Ed448' }, ['sign', 'verify']],
  X25519: [{ name: 'X25519' }, ['deriveBits']],
  X448: [{ name: 'X448' }, ['deriveBits']],
  'ML-DSA-44': [{ name: 'ML-DSA-44' }, ['sign', 'verify']],
  'ML-DSA-65': [{ name: 'ML-DSA-65' }, ['sign', 'verify']],
  'ML-DSA-87': [{ name: 'ML-DSA-87' }, ['sign', 'verify']],
}

/** What every WebCrypto can make. */
const control: Question = [{ name: 'ECDSA', namedCurve: 'P-256' }, ['sign', 'verify']]

function canMake(source: Source, [algorithm, usages]: Question): Promise<boolean> {
  return source
    .subtle()
    .generateKey(algorithm, false, usages)
    .then(
      () => true,
      () => false,
    )
}

interface Saying {
  supports?(operation: string, algorithm: AlgorithmLike): unknown
}

/** Whether the WebCrypto denies it, where it can: `SubtleCrypto.supports` of the Modern Algorithms in the Web Cryptography API. */
function isDenied(subtle: SubtleLike, ability: Ability): boolean {
  try {
    const type = subtle.constructor as Saying
    return type.supports?.('generateKey', questions[ability][0]) === false
  } catch {
    return false
  }
}

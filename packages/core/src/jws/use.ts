import { JWSError } from '../errors.ts'
import type { Use } from '../jwk/candidates.ts'
import { fit } from '../jwk/fit.ts'
import { type SignatureAlgorithm, type SignatureVariant, signatureAlgorithms } from '../registry/jws.ts'

export type SignatureUse = Use<SignatureVariant>

/** Keys that sign by the algorithm. */
export function signingBy(algorithm: SignatureAlgorithm): SignatureUse {
  return useOf(algorithm, 'sign')
}

/** Keys that verify by the algorithm, which a token has named. */
export function verifyingBy(algorithm: SignatureAlgorithm): SignatureUse {
  return useOf(algorithm, 'verify')
}

type Uses = { [name: string]: SignatureUse }

const uses: { readonly [operation in 'sign' | 'verify']: Uses } = {
  sign: Object.create(null),
  verify: Object.create(null),
}

function useOf(algorithm: SignatureAlgorithm, operation: 'sign' | 'verify'): SignatureUse {
  const known = uses[operation][algorithm.name]
  if (known !== undefined) return known
  const use = createUse(algorithm, operation)
  uses[operation][algorithm.name] = use
  return use
}

function createUse(algorithm: SignatureAlgorithm, operation: 'sign' | 'verify'): SignatureUse {
  const { name, kty, variants } = algorithm
  return Object.freeze({
    name,
    kty: [kty],
    algs: [name],
    byToken: operation === 'verify',
    primitives: variants.map(({ primitive }) => primitive),
    fit: (engine, key) => fit(engine, key, algorithm, operation),
    other(another) {
      const found = signatureAlgorithms[another]
      return found && useOf(found, operation)
    },
    refuse: (message, code, cause) => new JWSError(message, code, { cause }),
  } satisfies SignatureUse)
}

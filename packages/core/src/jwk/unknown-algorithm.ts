import { algorithmNames } from '../registry/registry.ts'

/** The error for what is no algorithm's name, and what may be meant. */
export function unknownAlgorithm(given: unknown): TypeError {
  if (typeof given !== 'string')
    return new TypeError("The algorithm is a name, such as 'ES256', and options come after it")
  const like = algorithmNames.find((name) => name.toLowerCase() === given.toLowerCase())
  return new TypeError(
    like === undefined
      ? "Unknown algorithm: name what the key is for, such as 'RS256', 'ES256' or 'ECDH-ES'"
      : `Unknown algorithm: did you mean '${like}'?`,
  )
}

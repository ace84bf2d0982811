import { checkOptionNames } from './options.ts'

/** What a deployment allows, on top of what this library never allows. */
export interface Policy {
  readonly name: string
  /** Whether unsecured tokens may be asked for at all, with `algorithms: ['none']`. */
  readonly none: boolean
  /** Algorithms and curves that are never used. */
  readonly refused: readonly string[]
  /** Shortest HMAC secret, in bits. */
  readonly minimumHmacBits: number
  /** Whether an HMAC secret must be as long as the hash (RFC 7518 §3.2). */
  readonly hmacAtLeastHash: boolean
  /** Smallest RSA modulus, in bits; never below 2048. */
  readonly minimumRsaBits: number
  /** Smallest RSA public exponent; never below 3. */
  readonly minimumRsaExponent: number
  /** Shortest password of PBES2, in bytes. */
  readonly minimumPasswordBytes: number
  /** Shortest salt of PBES2, in bytes; never below 8 (RFC 7518 §4.8.1.1). */
  readonly minimumSaltBytes: number
  /** Least iterations of PBES2 in an encrypted private key; a JWE needs 1000 under every policy (RFC 7518 §4.8.1.2). */
  readonly minimumIterations: number
}

export type PolicyName = 'default' | 'strict' | 'fips'

/** By itself, so that a flow that is bundled alone brings no other. */
export const defaultPolicy: Policy = /* @__PURE__ */ policy({ name: 'default', none: true })

/**
 * `default` lets the guide's short secrets work, with a warning; `strict` wants keys of the sizes
 * that RFC 7518 and RFC 8725 recommend; `fips` allows what FIPS 140-3 approves (FIPS 186-5, FIPS 204, SP 800-131A).
 */
export const policies: { readonly [name in PolicyName]: Policy } = /* @__PURE__ */ Object.freeze({
  default: defaultPolicy,
  strict: /* @__PURE__ */ policy({
    name: 'strict',
    hmacAtLeastHash: true,
    refused: ['RSA1_5'],
    minimumRsaExponent: 65537,
  }),
  fips: /* @__PURE__ */ policy({
    name: 'fips',
    refused: ['RSA1_5', 'ES256K', 'secp256k1', 'X25519', 'X448'],
    minimumHmacBits: 112,
    minimumRsaExponent: 65537,
    minimumPasswordBytes: 8,
    minimumSaltBytes: 16,
    minimumIterations: 1000,
  }),
})

/** The policy of that name, or the caller's own object, checked. Throws `TypeError`. */
export function toPolicy(choice: PolicyName | Policy = 'default'): Policy {
  if (typeof choice === 'string') {
    if (!Object.prototype.hasOwnProperty.call(policies, choice)) throw new TypeError(`Unknown policy '${choice}'`)
    return policies[choice]
  }
  checkOptionNames(choice, Object.keys(defaultPolicy))
  // Each member read once, and none but ours.
  const own = Object.fromEntries(
    Object.keys(defaultPolicy).map((member) => [member, choice[member as keyof Policy]]),
  ) as unknown as Policy
  const { refused, minimumRsaBits, minimumRsaExponent, minimumHmacBits, minimumSaltBytes } = own
  for (const [member, example] of Object.entries(defaultPolicy)) {
    const value: unknown = own[member as keyof Policy]
    if (typeof value !== typeof example) {
      throw new TypeError(`The policy lacks '${member}': build it on one of \`policies\``)
    }
  }
  if (!Array.isArray(refused) || !refused.every((item) => typeof item === 'string')) {
    throw new TypeError("The policy's 'refused' is a list of names")
  }
  if (!(minimumRsaBits >= 2048 && minimumRsaExponent >= 3 && minimumHmacBits >= 8 && minimumSaltBytes >= 8)) {
    throw new TypeError('A policy may raise the sizes of keys, not lower them')
  }
  return Object.freeze({ ...own, refused: Object.freeze([...refused]) })
}

/** Why the policy refuses an algorithm on that curve; `undefined` when it does not. */
export function refusalOf({ name, refused }: Policy, algorithm: string, crv: string | undefined): string | undefined {
  const names: readonly (string | undefined)[] = refused
  const found = [algorithm, crv].find((item) => names.includes(item))
  return found && `${found} is refused by the policy '${name}'`
}

function policy(changes: Partial<Policy> & { readonly name: string }): Policy {
  return Object.freeze({
    none: false,
    refused: [],
    minimumHmacBits: 8,
    hmacAtLeastHash: false,
    minimumRsaBits: 2048,
    minimumRsaExponent: 3,
    minimumPasswordBytes: 1,
    minimumSaltBytes: 8,
    minimumIterations: 1,
    ...changes,
  })
}

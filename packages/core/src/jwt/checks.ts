import type { Engine } from '../engine.ts'
import { allowedAlgorithms } from '../jws/allowed.ts'
import { checkNames, checkNumber, checkOptionsOf } from '../options.ts'
import type { SigningName } from '../registry/names.ts'
import type { KeySource } from '../token/resolve.ts'
import { inJwt } from './jwt-error.ts'

export type VerifiableClaim = 'Signature' | 'Aud' | 'Iat' | 'Exp' | 'Nbf' | 'Iss' | 'Sub' | 'Jti' | 'AtHash'
export type RequirableClaim = Exclude<VerifiableClaim, 'Signature'>

/** python-jose's switches, by their names. */
export type ClaimSwitches = {
  readonly [name in `verify${VerifiableClaim}` | `require${RequirableClaim}`]?: boolean
} & {
  /** Claims that must be there, whatever they are. */
  readonly require?: readonly string[]
  /** Seconds. */
  readonly leeway?: number
}

export interface ClaimsChecks {
  /** Who the token must be for: one of these. */
  readonly audience?: string | readonly string[]
  /** Who must have issued it: one of these. */
  readonly issuer?: string | readonly string[]
  readonly subject?: string
  /** The access token that `at_hash` must belong to. */
  readonly accessToken?: string
  /** The header's `typ`, compared without case and without `application/`. */
  readonly typ?: string
  /** Greatest age since `iat`, in seconds. */
  readonly maxAge?: number
  /** Tolerance for clocks that differ, in seconds. Default 0. */
  readonly leeway?: number
  /** Critical header extensions the caller understands and handles itself. */
  readonly crit?: readonly string[]
  /** The time in seconds since 1970. Default: the system's. */
  readonly clock?: () => number
  readonly options?: ClaimSwitches
}

export interface DecodeOptions extends ClaimsChecks {
  /** Names the token may choose from. May be left out when every key given names its own. */
  readonly algorithms?: SigningName | readonly SigningName[]
}

/** The options, checked and copied: what `decode` does with every token, whatever becomes of the caller's lists. */
export interface Checks {
  readonly signature: boolean
  readonly allowed: readonly string[]
  readonly crit: readonly string[]
  readonly audience: readonly string[] | undefined
  readonly issuer: readonly string[] | undefined
  readonly subject: string | undefined
  readonly accessToken: string | undefined
  readonly typ: string | undefined
  readonly maxAge: number | undefined
  readonly leeway: number
  readonly clock: () => number
  /** Claims that must be there. */
  readonly required: readonly string[]
  /** Claims that are looked at. */
  readonly verify: { readonly [claim: string]: boolean }
}

/** The names of `DecodeOptions`. */
export const decodeNames: readonly string[] = [
  ...['algorithms', 'audience', 'issuer', 'subject', 'accessToken', 'typ'],
  ...['maxAge', 'leeway', 'crit', 'clock', 'options'],
]
/** Options that add a check: `undefined` in one of them is more likely a mistake than a wish. */
export const neverUndefined: readonly string[] = ['algorithms', 'audience', 'issuer', 'subject', 'typ', 'maxAge']

const claimOf: { readonly [name: string]: string } = {
  Iat: 'iat',
  Nbf: 'nbf',
  Exp: 'exp',
  Aud: 'aud',
  Iss: 'iss',
  Sub: 'sub',
  Jti: 'jti',
  AtHash: 'at_hash',
}
const verifyAll = /* @__PURE__ */ Object.freeze(
  Object.fromEntries(Object.values(claimOf).map((claim) => [claim, true])),
)
const switchNames = [
  ...['verifySignature', 'require', 'leeway'],
  ...Object.keys(claimOf).flatMap((name) => [`verify${name}`, `require${name}`]),
]

/** Read the options once. Throws `TypeError` for one that does not exist or does not fit. */
export function compileChecks(engine: Engine, key: KeySource, options: DecodeOptions): Checks {
  checkOptionsOf(engine, options, decodeNames, neverUndefined)
  const checks = compileClaimsChecks(engine, options)
  if (!checks.signature) return checks
  return { ...checks, allowed: [...inJwt(() => allowedAlgorithms(engine, key, options.algorithms))] }
}

/** As `compileChecks`, without algorithms: for claims that were encrypted. The names of the options have been checked. */
export function compileClaimsChecks(engine: Engine, options: ClaimsChecks): Checks {
  const { audience, issuer, subject, accessToken, typ, maxAge, crit, clock, options: switches } = options
  const { signature, verify, required, requireAud } = compileSwitches(engine, switches)
  for (const [name, value] of [
    ['subject', subject],
    ['accessToken', accessToken],
    ['typ', typ],
  ] as const) {
    if (value !== undefined && typeof value !== 'string') throw new TypeError(`The option '${name}' is a string`)
  }
  if (clock !== undefined && typeof clock !== 'function')
    throw new TypeError("The option 'clock' is a function that gives seconds")
  if (options.leeway !== undefined) checkNumber(options.leeway, 'leeway')
  if (switches?.leeway !== undefined) checkNumber(switches.leeway, 'leeway')
  if (maxAge !== undefined) checkNumber(maxAge, 'maxAge')
  const expected = [...required]
  // What is compared must be there; only `requireAud: false`, said explicitly, lets a token without `aud` pass.
  if (audience !== undefined && verify.aud && requireAud !== false) expected.push('aud')
  if (issuer !== undefined && verify.iss) expected.push('iss')
  if (subject !== undefined && verify.sub) expected.push('sub')
  if (maxAge !== undefined) expected.push('iat')
  return {
    signature,
    allowed: [],
    crit: [...checkNames(crit, 'crit')],
    audience: namesOf(audience, 'audience'),
    issuer: namesOf(issuer, 'issuer'),
    subject,
    accessToken,
    typ: typ === undefined ? undefined : mediaType(typ),
    maxAge,
    leeway: options.leeway ?? switches?.leeway ?? 0,
    clock: clock ?? engine.clock,
    required: expected,
    verify: maxAge === undefined ? verify : { ...verify, iat: true },
  }
}

/** `typ` as it compares: without case, and with the `application/` that RFC 7515 §4.1.9 lets senders leave out. */
export function mediaType(typ: string): string {
  const lower = typ.toLowerCase()
  return lower.includes('/') ? lower : `application/${lower}`
}

interface CompiledSwitches {
  readonly signature: boolean
  readonly verify: { readonly [claim: string]: boolean }
  readonly required: readonly string[]
  readonly requireAud: boolean | undefined
}

const noSwitches: CompiledSwitches = /* @__PURE__ */ Object.freeze({
  signature: true,
  verify: verifyAll,
  required: [],
  requireAud: undefined,
})

function compileSwitches(engine: Engine, switches: ClaimSwitches | undefined): CompiledSwitches {
  if (switches === undefined) return noSwitches
  checkOptionsOf(engine, switches, switchNames)
  const values = switches as { readonly [name: string]: unknown }
  const verify: { [claim: string]: boolean } = {}
  const required = [...checkNames(switches.require, 'require')]
  for (const [name, value] of Object.entries(values)) {
    if (name !== 'require' && name !== 'leeway' && value !== undefined && typeof value !== 'boolean') {
      throw new TypeError(`The option '${name}' is true or false`)
    }
  }
  for (const [name, claim] of Object.entries(claimOf)) {
    const require = values[`require${name}`] === true
    if (require) required.push(claim)
    verify[claim] = require || values[`verify${name}`] !== false
  }
  return { signature: switches.verifySignature !== false, verify, required, requireAud: switches.requireAud }
}

function namesOf(value: unknown, option: string): readonly string[] | undefined {
  if (value === undefined) return undefined
  if (typeof value === 'string') return [value]
  const names = checkNames(value, option)
  if (names.length === 0) throw new TypeError(`The option '${option}' is an empty list: no token could pass`)
  return [...names]
}

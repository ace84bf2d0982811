import type { Backend, KeyMaterial, KeyRequest, Primitive } from '../backend.ts'
import { contentEncryptions, keyManagementAlgorithms } from './jwe.ts'
import { signatureAlgorithms } from './jws.ts'

/** The key type that an algorithm of any kind takes: `oct` for symmetric ones. `undefined` for an unknown name. */
export function keyTypesOf(name: string): readonly string[] | undefined {
  const signature = signatureAlgorithms[name]
  if (signature !== undefined) return [signature.kty]
  return keyManagementAlgorithms[name]?.kty ?? (contentEncryptions[name] && ['oct'])
}

/** Every algorithm with the primitives it needs, by curve where the key's curve decides. */
function primitivesOf(name: string, curve?: string): readonly Primitive[] | undefined {
  const signature = signatureAlgorithms[name]
  if (signature !== undefined) {
    const variants = signature.variants.filter(({ crv }) => curve === undefined || crv === undefined || crv === curve)
    return variants.length === 0 ? undefined : variants.map(({ primitive }) => primitive)
  }
  const management = keyManagementAlgorithms[name]
  if (management === undefined) return contentEncryptions[name]?.primitives
  const curves = management.curves?.filter((crv) => curve === undefined || crv === curve)
  if (curves?.length === 0) return undefined
  return [
    ...management.primitives,
    ...(curves ?? []).map((crv): Primitive => ({ name: 'ECDH', curve: crv as 'P-256' })),
  ]
}

/** Whether the backend has every primitive that the algorithm needs, on that curve or on all it can have. */
export function isSupported(backend: Backend, name: string, curve?: string): boolean {
  const has = (primitive: Primitive): boolean => backend.supports(primitive)
  const primitives = primitivesOf(name, curve)
  // `dir` needs no primitive of its own, but is nothing without one of the content encryptions.
  if (primitives?.length === 0) return Object.values(contentEncryptions).some((enc) => enc.primitives.every(has))
  return primitives?.every(has) ?? false
}

/** All registered names: signatures, key management, content encryption. */
export const algorithmNames: readonly string[] = /* @__PURE__ */ namesIn(
  signatureAlgorithms,
  keyManagementAlgorithms,
  contentEncryptions,
)

function namesIn(...tables: readonly object[]): readonly string[] {
  return Object.freeze(tables.flatMap(Object.keys))
}

/** The primitives that keys of that kind serve, whatever the algorithm. */
export function usesOf(key: KeyMaterial | KeyRequest): readonly Primitive[] {
  const crv = 'crv' in key ? key.crv : undefined
  const signing = Object.values(signatureAlgorithms).flatMap(({ name, kty, variants }) =>
    kty === key.kty && (kty !== 'AKP' || ('alg' in key && key.alg === name)) ? variants : [],
  )
  const encrypting = Object.values(keyManagementAlgorithms).filter(({ kty }) => kty.includes(key.kty))
  return [
    ...signing.filter((variant) => variant.crv === crv).map(({ primitive }) => primitive),
    ...(crv === undefined
      ? encrypting.flatMap(({ primitives }) => primitives)
      : encrypting.flatMap(({ curves }) => (curves?.includes(crv) ? [{ name: 'ECDH', curve: crv } as Primitive] : []))),
    ...(key.kty === 'oct' ? Object.values(contentEncryptions).flatMap(({ primitives }) => primitives) : []),
  ]
}

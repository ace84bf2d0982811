import type { KeyMaterial } from '../backend.ts'

/** The numbers of the private half alone, of RSA all numbers; `undefined` for a public key or a secret. For backends that import and compute. */
export function privateHalfOf(material: KeyMaterial): KeyMaterial | undefined {
  switch (material.kty) {
    case 'RSA':
      return material.private && material
    case 'EC':
      return material.d && { kty: 'EC', crv: material.crv, d: material.d }
    case 'OKP':
      return material.d && { kty: 'OKP', crv: material.crv, d: material.d }
    case 'AKP':
      return material.priv && { kty: 'AKP', alg: material.alg, priv: material.priv }
    case 'oct':
      return undefined
  }
}

/** The numbers of the public half alone; `undefined` where they are not there, and for a secret. */
export function publicHalfOf(material: KeyMaterial): Exclude<KeyMaterial, { kty: 'oct' }> | undefined {
  switch (material.kty) {
    case 'RSA':
      return { kty: 'RSA', n: material.n, e: material.e }
    case 'EC':
      return material.x && material.y && { kty: 'EC', crv: material.crv, x: material.x, y: material.y }
    case 'OKP':
      return material.x && { kty: 'OKP', crv: material.crv, x: material.x }
    case 'AKP':
      return material.pub && { kty: 'AKP', alg: material.alg, pub: material.pub }
    case 'oct':
      return undefined
  }
}

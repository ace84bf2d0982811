import { type BackendKey, type Bytes, concat, InvalidKeyError, type KeyMaterial, type KeyRequest } from '@jose/core'
import { ecCurves, edwardsCurves, mlDsa, montgomeryCurves } from './curves.ts'
import { type Held, heldAs, heldBehind, hold, secretHeld } from './held.ts'
import { toNumber } from './octets.ts'
import type { Random } from './random.ts'
import { fromRsaPrivate, rsaNumbers, rsaPrivateNumbers, toRsaMaterial } from './rsa.ts'
import { fromForge } from './rsa-forge.ts'
import { generateRsa, type Step } from './rsa-generation.ts'
import { finished, inTurns } from './turns.ts'

type OnProgress = (attempts: number) => void

type Material<K extends KeyMaterial['kty']> = Extract<KeyMaterial, { kty: K }>

/** Core has parsed and checked the material; the public half is computed from the private one where that comes. */
export function importKey(material: KeyMaterial): BackendKey {
  return keyOf(heldFrom(material))
}

/** The octets of a secret, not to be changed. */
export function secretOf(key: BackendKey): Bytes {
  return secretHeld(key).k
}

export function exportKey(key: BackendKey): KeyMaterial {
  return materialOf(heldBehind(key.handle) ?? heldAs(key, 'oct'), key.type !== 'public')
}

/** A handle of this backend's, or an RSA key of node-forge's. */
export function adopt(native: unknown): BackendKey | undefined {
  const held = heldBehind(native)
  if (held !== undefined) return { ...keyOf(held), handle: native }
  const numbers = fromForge(native)
  return numbers && keyOf({ kty: 'RSA', ...numbers })
}

export function generateKey(random: Random, request: KeyRequest, onProgress?: OnProgress): BackendKey {
  if (request.kty !== 'RSA') return importKey(privateMaterial(random, request))
  return keyOf({ kty: 'RSA', ...finished(counted(generateRsa(request.bits, random), onProgress)) })
}

/** The search for primes leaves turns of the event loop to others. */
export function generateKeyAsync(
  random: Random,
  request: KeyRequest,
  onProgress?: OnProgress,
): BackendKey | Promise<BackendKey> {
  if (request.kty !== 'RSA') return generateKey(random, request)
  const pair = inTurns(counted(generateRsa(request.bits, random), onProgress))
  const keyFrom = (numbers: Awaited<typeof pair>): BackendKey => keyOf({ kty: 'RSA', ...numbers })
  return pair instanceof Promise ? pair.then(keyFrom) : keyFrom(pair)
}

/** The same steps; after each, how many candidates there were. */
function* counted<T>(steps: Iterator<Step, T>, onProgress: OnProgress = () => {}): Generator<void, T> {
  let attempts = 0
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done === true) return step.value
    if (step.value === 'candidate') attempts++
    onProgress(attempts)
    yield
  }
}

function privateMaterial(random: Random, request: Exclude<KeyRequest, { kty: 'RSA' }>): KeyMaterial {
  if (request.kty === 'AKP')
    return { kty: 'AKP', alg: request.alg, priv: random(mlDsa[request.alg].lengths.seed ?? 32) }
  if (request.kty === 'EC') {
    const { utils, lengths } = ecCurves[request.crv]
    return { kty: 'EC', crv: request.crv, d: utils.randomSecretKey(random(lengths.seed ?? 0)) }
  }
  const { lengths } = { ...edwardsCurves, ...montgomeryCurves }[request.crv]
  return { kty: 'OKP', crv: request.crv, d: random(lengths.secretKey ?? 0) }
}

function heldFrom(material: KeyMaterial): Held {
  switch (material.kty) {
    case 'oct':
      return { kty: 'oct', k: Uint8Array.from(material.k), macs: {} }
    case 'RSA': {
      const numbers = rsaNumbers(toNumber(material.n), toNumber(material.e))
      if (material.private === undefined) return { kty: 'RSA', public: numbers }
      return { kty: 'RSA', public: numbers, private: rsaPrivateNumbers(numbers, fromRsaPrivate(material.private)) }
    }
    case 'EC':
      return heldEc(material)
    case 'OKP':
      return heldOkp(material)
    case 'AKP':
      return heldAkp(material)
  }
}

function heldEc({ crv, x, y, d }: Material<'EC'>): Held {
  const curve = ecCurves[crv]
  if (d !== undefined) {
    if (!curve.utils.isValidSecretKey(d)) throw unusable()
    return { kty: 'EC', crv, d: Uint8Array.from(d), point: curve.getPublicKey(d, false) }
  }
  if (x === undefined || y === undefined) throw unusable()
  const point = concat(Uint8Array.of(4), x, y)
  if (!curve.utils.isValidPublicKey(point, false)) throw unusable()
  return { kty: 'EC', crv, point }
}

function heldOkp({ crv, x, d }: Material<'OKP'>): Held {
  const curve = { ...edwardsCurves, ...montgomeryCurves }[crv]
  if (d !== undefined) {
    if (d.length !== curve.lengths.secretKey) throw unusable()
    return { kty: 'OKP', crv, d: Uint8Array.from(d), x: curve.getPublicKey(d) }
  }
  // Whether it is a point shows when it is used; core has refused those of small order.
  if (x?.length !== curve.lengths.publicKey) throw unusable()
  return { kty: 'OKP', crv, x: Uint8Array.from(x as Bytes) }
}

function heldAkp({ alg, pub, priv }: Material<'AKP'>): Held {
  const { keygen, lengths } = mlDsa[alg]
  if (priv !== undefined) {
    if (priv.length !== lengths.seed) throw unusable()
    const seed = Uint8Array.from(priv)
    const { publicKey, secretKey } = keygen(seed)
    return { kty: 'AKP', alg, priv: seed, expanded: secretKey, pub: publicKey }
  }
  if (pub?.length !== lengths.publicKey) throw unusable()
  return { kty: 'AKP', alg, pub: Uint8Array.from(pub as Bytes) }
}

function keyOf(held: Held): BackendKey {
  const handle = hold(held)
  if (held.kty === 'oct') return { handle, type: 'secret', material: { kty: 'oct', bits: held.k.length * 8 } }
  const material = materialOf(held, false) as Exclude<KeyMaterial, { kty: 'oct' }>
  return { handle, type: isPrivate(held) ? 'private' : 'public', material }
}

function isPrivate(held: Exclude<Held, { kty: 'oct' }>): boolean {
  return (held.kty === 'RSA' ? held.private : held.kty === 'AKP' ? held.priv : held.d) !== undefined
}

/** Fresh octets: whoever gets them may change them. */
function materialOf(held: Held, whole: boolean): KeyMaterial {
  switch (held.kty) {
    case 'oct':
      return { kty: 'oct', k: held.k.slice() }
    case 'RSA':
      return toRsaMaterial(held.public, whole ? held.private : undefined)
    case 'EC': {
      const { crv, point, d } = held
      const width = (point.length - 1) / 2
      const half = { kty: 'EC', crv, x: point.slice(1, 1 + width), y: point.slice(1 + width) } as const
      return whole && d !== undefined ? { ...half, d: d.slice() } : half
    }
    case 'OKP': {
      const { crv, x, d } = held
      return whole && d !== undefined
        ? { kty: 'OKP', crv, x: x.slice(), d: d.slice() }
        : { kty: 'OKP', crv, x: x.slice() }
    }
    case 'AKP': {
      const { alg, pub, priv } = held
      const half = { kty: 'AKP', alg, pub: pub.slice() } as const
      return whole && priv !== undefined ? { ...half, priv: priv.slice() } : half
    }
  }
}

function unusable(): InvalidKeyError {
  return new InvalidKeyError('The forge backend cannot use the key: its numbers are out of range')
}

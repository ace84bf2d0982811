import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createJose, JOSEError, JWKError, type SyncKey, signatureAlgorithms } from '@jose/core'
import { afterAll, describe, expect, it } from 'vitest'
import { nodeBackend } from '../src/index.ts'

/** Project Wycheproof's vectors; they stay outside the repository. */
const root = fileURLToPath(new URL('../../..', import.meta.url))
const folder = resolve(root, process.env.JOSE_VECTORS ?? '../shared/vectors', 'wycheproof')
const backend = nodeBackend()
const jose = createJose(backend)
const summary: string[] = []

interface Test {
  readonly tcId: number
  readonly comment: string
  readonly result: 'valid' | 'invalid' | 'acceptable'
  readonly flags?: readonly string[]
  readonly jws: string
  readonly key: string
  readonly msg: string
  readonly sig: string
  readonly tag: string
  readonly ctx?: string
}

interface Group {
  readonly tests: readonly Test[]
  readonly private?: object
  readonly public?: object
  readonly publicKeyDer?: string
  readonly publicKey: string
  readonly tagSize: number
  readonly sha: string
  readonly mgfSha: string
  readonly sLen: number
}

if (existsSync(folder)) {
  describe('Wycheproof', () => {
    afterAll(() => {
      process.stdout.write(`\nWycheproof\n${summary.map((line) => `  ${line}\n`).join('')}`)
    })
    jws()
    jwk()
    for (const bits of [256, 384, 512] as const) hmac(bits, `hmac_sha${bits}_test.json`)
    signatures('RS256', 'rsa_signature_2048_sha256_test.json')
    signatures('RS512', 'rsa_signature_3072_sha512_test.json')
    signatures('PS256', 'rsa_pss_2048_sha256_mgf1_32_test.json')
    signatures('PS512', 'rsa_pss_4096_sha512_mgf1_64_test.json')
    otherPss()
    signatures('ES256', 'ecdsa_secp256r1_sha256_p1363_test.json')
    signatures('ES256K', 'ecdsa_secp256k1_sha256_p1363_test.json')
    signatures('ES512', 'ecdsa_secp521r1_sha512_p1363_test.json')
    signatures('Ed25519', 'ed25519_test.json')
    signatures('Ed448', 'ed448_test.json')
    signatures('ML-DSA-44', 'mldsa_44_verify_test.json')
  })
} else {
  it.skip(`Wycheproof: there is no ${folder}; set JOSE_VECTORS to the folder that holds wycheproof/`, () => {})
}

/** Tests of JWSs whose expectation this library does not share, and why. */
const excluded: { readonly [tcId: number]: string } = {
  346: 'a PS384 token by a key whose alg is PS256',
  347: 'a key whose alg is ES521, which does not exist',
  350: 'a PS384 token by a key whose alg is PS256',
  351: 'a key whose alg is ES521, which does not exist',
  367: 'called invalid, and byte for byte the valid token 357',
  370: 'called invalid, and byte for byte the valid token 357',
  372: 'called valid, with a ? in its header',
  373: 'called valid, with a ? in its payload',
}

function jws(): void {
  it('json_web_signature_test.json', () => {
    const algorithms = Object.keys(signatureAlgorithms)
    const tests = read('json_web_signature_test.json').flatMap((group) =>
      group.tests.map((test) => ({ test, key: group.public ?? group.private })),
    )
    const verdict = (token: string, key: unknown): boolean =>
      accepts(() => jose.jws.verifySync(token, key as object, { algorithms }))
    const agreed = tests.filter(({ test, key }) => verdict(test.jws, key) === (test.result === 'valid'))
    const different = tests.filter((each) => !agreed.includes(each)).map(({ test }) => test.tcId)
    expect(different).toEqual(Object.keys(excluded).map(Number))
    expect(agreed.length).toBe(393)
    summary.push(`json_web_signature_test: ${agreed.length}/393, ${different.length} documented exclusions`)
  })
}

function jwk(): void {
  /** Sets that Wycheproof calls ambiguous and this library takes: several kinds of keys, two keys of one kid. */
  const ambiguous = [1, 4]
  it('json_web_key_test.json, under the policy strict', () => {
    // Short HMAC secrets are allowed by default.
    const strict = createJose(backend, { policy: 'strict' })
    const algorithms = Object.keys(signatureAlgorithms)
    const wrong = read('json_web_key_test.json').flatMap(({ tests, ...group }) =>
      tests.filter(({ jws: token, result, flags, tcId }) => {
        if (flags?.includes('Ambiguous') === true) expect(ambiguous).toContain(tcId)
        const key = group.public ?? group.private
        return accepts(() => strict.jws.verifySync(token, key as object, { algorithms })) !== (result === 'valid')
      }),
    )
    expect(wrong.map(({ tcId }) => tcId)).toEqual(ambiguous)
    summary.push('json_web_key_test: 24/24, and 2 that Wycheproof itself calls ambiguous accepted (1, 4)')
  })
}

function hmac(bits: 256 | 384 | 512, file: string): void {
  it(file, () => {
    let right = 0
    for (const { tagSize, tests } of read(file)) {
      for (const { key: k, msg, tag, result, tcId } of tests) {
        const key = jose.jwk.constructSync({ kty: 'oct', k: Buffer.from(k, 'hex').toString('base64url') }, `HS${bits}`)
        const made = key.signSync(octets(msg)).subarray(0, tagSize / 8)
        expect(hex(made) === tag, `${tcId}`).toBe(result === 'valid')
        // A tag that is cut short is none in JOSE, however good.
        const whole = tagSize === bits && result === 'valid'
        expect(key.verifySync(octets(msg), octets(tag)), `${tcId}`).toBe(whole)
        right++
      }
    }
    summary.push(`${file}: ${right}/${right}`)
  })
}

function signatures(algorithm: string, file: string): void {
  const title = jose.supports(algorithm) ? file : `${file} (${algorithm} is not supported here)`
  it(title, async () => {
    const counts = { valid: 0, invalid: 0, refusedKeys: 0, accepted: 0, notAccepted: 0, otherContext: 0 }
    for (const group of read(file)) {
      const key = keyOf(group, algorithm)
      for (const { tcId, msg, sig, result, ctx } of group.tests) {
        const verdict = key?.verifySync(octets(msg), octets(sig)) ?? false
        if (key !== undefined) expect(await key.verify(octets(msg), octets(sig)), `${tcId}, async`).toBe(verdict)
        if (result === 'acceptable') {
          counts[verdict ? 'accepted' : 'notAccepted']++
        } else if (ctx !== undefined && ctx !== '') {
          // JOSE has no contexts: a signature with one is none (RFC 9964 §4).
          expect(verdict, `${tcId}`).toBe(false)
          counts.otherContext++
        } else {
          expect(verdict, `${tcId}`).toBe(result === 'valid' && jose.supports(algorithm))
          counts[result]++
          if (key === undefined) counts.refusedKeys++
        }
      }
    }
    const { valid, invalid, refusedKeys, accepted, notAccepted, otherContext } = counts
    const notes = [
      `${valid} valid, ${invalid} invalid`,
      refusedKeys > 0 ? `${refusedKeys} of them with a key that is refused` : '',
      // Either is right: the DigestInfo without the NULL that RFC 8017 §9.2 wants written.
      accepted > 0 ? `${accepted} acceptable, accepted` : '',
      notAccepted > 0 ? `${notAccepted} acceptable, refused` : '',
      otherContext > 0 ? `${otherContext} with a context refused` : '',
    ]
    if (!jose.supports(algorithm)) {
      summary.push(`${file}: ${algorithm} is not supported here, and every key is refused`)
      return
    }
    const total = valid + invalid + otherContext
    summary.push(`${file}: ${total}/${total} (${notes.filter((note) => note !== '').join(', ')})`)
  })
}

/** PSS with other parameters than those of RFC 7518 §3.5, all of them "valid", is refused; with those, accepted. */
function otherPss(): void {
  const file = 'rsa_pss_misc_test.json'
  it(file, () => {
    let accepted = 0
    let refused = 0
    for (const group of read(file)) {
      const { sha, mgfSha, sLen, tests } = group
      const bits = Number(sha.slice(4))
      for (const { tcId, msg, sig } of tests) {
        for (const algorithm of ['PS256', 'PS384', 'PS512']) {
          const ours = algorithm === `PS${bits}` && mgfSha === sha && sLen === bits / 8
          expect(keyOf(group, algorithm)?.verifySync(octets(msg), octets(sig)), `${tcId} as ${algorithm}`).toBe(ours)
          if (ours) accepted++
          else refused++
        }
      }
    }
    expect(accepted).toBe(3)
    summary.push(`${file}: ${accepted} with the parameters of RFC 7518 accepted, ${refused} with others refused`)
  })
}

function keyOf({ publicKeyDer, publicKey }: Group, algorithm: string): SyncKey | undefined {
  try {
    return jose.jwk.constructSync({ der: octets(publicKeyDer ?? publicKey) }, algorithm)
  } catch (error) {
    if (error instanceof JWKError || !jose.supports(algorithm)) return undefined
    throw error
  }
}

function accepts(call: () => unknown): boolean {
  try {
    call()
    return true
  } catch (error) {
    // Anything but an error of this library is a bug.
    if (error instanceof JOSEError) return false
    throw error
  }
}

function read(file: string): readonly Group[] {
  return JSON.parse(readFileSync(resolve(folder, file), 'utf8')).testGroups
}

function octets(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text, 'hex'))
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}

import { JWKError } from '@jose/core'
import type { ModeKey } from '../src/modes.ts'
import { type Files, file } from './files.ts'
import type { Mode } from './mode.ts'
import { octets, read } from './vectors.ts'

interface Test {
  readonly msg: string
  readonly sig: string
  /** The context of ML-DSA. */
  readonly ctx?: string
}

interface Group {
  readonly publicKeyDer?: string
  readonly publicKey: string
}

export function signatures(files: Files): void {
  verification(files, 'RS256', 'rsa_signature_2048_sha256_test.json')
  verification(files, 'RS512', 'rsa_signature_3072_sha512_test.json')
  verification(files, 'PS256', 'rsa_pss_2048_sha256_mgf1_32_test.json')
  verification(files, 'PS512', 'rsa_pss_4096_sha512_mgf1_64_test.json')
  otherPss(files)
  verification(files, 'ES256', 'ecdsa_secp256r1_sha256_p1363_test.json')
  verification(files, 'ES256K', 'ecdsa_secp256k1_sha256_p1363_test.json')
  verification(files, 'ES512', 'ecdsa_secp521r1_sha512_p1363_test.json')
  verification(files, 'Ed25519', 'ed25519_test.json')
  verification(files, 'Ed448', 'ed448_test.json')
  verification(files, 'ML-DSA-44', 'mldsa_44_verify_test.json')
}

function verification(files: Files, algorithm: string, name: string): void {
  file(files, name, [algorithm], async (mode, tally) => {
    for (const group of read<Group, Test>(name)) {
      const key = await keyOf(mode, group, algorithm)
      for (const { tcId, msg, sig, result, ctx } of group.tests) {
        const verdict = (await key?.verify(octets(msg), octets(sig))) ?? false
        if (result === 'acceptable') {
          // Either is right: the DigestInfo without the NULL that RFC 8017 §9.2 wants written.
          tally.leave(`acceptable, ${verdict ? 'accepted' : 'refused'}`)
        } else if (ctx !== undefined && ctx !== '') {
          // JOSE has no contexts: a signature with one is none (RFC 9964 §4).
          tally.judge(tcId, !verdict, 'with a context refused')
        } else {
          const refused = key === undefined ? ['of them with a key that is refused'] : []
          tally.judge(tcId, verdict === (result === 'valid'), result, ...refused)
        }
      }
    }
  })
}

interface PssGroup extends Group {
  readonly sha: string
  readonly mgfSha: string
  readonly sLen: number
}

/** PSS with other parameters than those of RFC 7518 §3.5, all of them "valid", is refused; with those, accepted. */
function otherPss(files: Files): void {
  const name = 'rsa_pss_misc_test.json'
  const algorithms = ['PS256', 'PS384', 'PS512']
  file(files, name, algorithms, async (mode, tally) => {
    for (const group of read<PssGroup, Test>(name)) {
      const { sha, mgfSha, sLen, tests } = group
      const bits = Number(sha.slice(4))
      for (const algorithm of algorithms) {
        const key = await keyOf(mode, group, algorithm)
        const isOurs = algorithm === `PS${bits}` && mgfSha === sha && sLen === bits / 8
        for (const { tcId, msg, sig } of tests) {
          const verdict = await key?.verify(octets(msg), octets(sig))
          const kind = isOurs ? 'with the parameters of RFC 7518 accepted' : 'with others refused'
          tally.judge(`${tcId} as ${algorithm}`, verdict === isOurs, kind)
        }
      }
    }
  })
}

async function keyOf(
  { operations }: Mode,
  { publicKeyDer, publicKey }: Group,
  algorithm: string,
): Promise<ModeKey | undefined> {
  try {
    return await operations.construct({ der: octets(publicKeyDer ?? publicKey) }, algorithm)
  } catch (error) {
    if (error instanceof JWKError) return undefined
    throw error
  }
}

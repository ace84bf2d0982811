import { constants, privateDecrypt } from 'node:crypto'
import { type BackendKey, type Bytes, type Hash, parseKeyDer, type WrapPrimitive } from '@jose/core'
import { type Files, file } from './files.ts'
import { imported, type Mode, secret } from './mode.ts'
import { equal, flagged, octets, read } from './vectors.ts'

export function wrapping(files: Files): void {
  aesKeyWrap(files)
  oaep(files, 'rsa_oaep_2048_sha1_mgf1sha1_test.json')
  oaep(files, 'rsa_oaep_2048_sha256_mgf1sha256_test.json')
  oaep(files, 'rsa_oaep_misc_test.json')
  pkcs1(files)
}

interface WrapTest {
  readonly key: string
  readonly msg: string
  readonly ct: string
}

function aesKeyWrap(files: Files): void {
  const name = 'aes_wrap_test.json'
  file(files, name, [{ name: 'AES-KW', bits: 256 }], async (mode, tally) => {
    for (const { keySize, tests } of read<{ readonly keySize: 128 | 192 | 256 }, WrapTest>(name)) {
      const primitive: WrapPrimitive = { name: 'AES-KW', bits: keySize }
      if (!mode.operations.backend.supports(primitive)) {
        tally.leave(`keys of ${keySize} bits are not supported here`, tests.length)
        continue
      }
      for (const test of tests) {
        const key = await secret(mode, octets(test.key))
        const unwrapped = await mode.primitives.unwrap(primitive, key, octets(test.ct))
        // One block of 8 bytes, which RFC 3394 §2 does not wrap: Wycheproof would leave it open.
        const isValid = test.result === 'valid'
        const kind = test.result === 'acceptable' ? 'acceptable refused' : test.result
        const made = isValid ? await mode.primitives.wrap(primitive, key, octets(test.msg)) : undefined
        const agrees = isValid ? equal(unwrapped, test.msg) && equal(made, test.ct) : unwrapped === undefined
        tally.judge(test.tcId, agrees, kind)
      }
    }
  })
}

interface RsaGroup {
  readonly privateKeyPkcs8: string
  readonly sha: string
  readonly mgfSha: string
}

interface RsaTest {
  readonly msg: string
  readonly ct: string
  readonly label?: string
}

const hashes: readonly string[] = ['SHA-1', 'SHA-256', 'SHA-384', 'SHA-512'] satisfies readonly Hash[]

function oaep(files: Files, name: string): void {
  file(files, name, [{ name: 'RSA-OAEP', hash: 'SHA-256' }], async (mode, tally) => {
    for (const { sha, mgfSha, tests, ...group } of read<RsaGroup, RsaTest>(name)) {
      if (!hashes.includes(sha) || mgfSha !== sha) {
        tally.leave('a hash that JOSE does not use, or another one for MGF1', tests.length)
        continue
      }
      const primitive: WrapPrimitive = { name: 'RSA-OAEP', hash: sha as Hash }
      if (!mode.operations.backend.supports(primitive)) {
        tally.leave(`${sha} is not supported here`, tests.length)
        continue
      }
      const key = await privateKey(mode, group)
      if (key === undefined) {
        tally.leave('a key that the backend refuses', tests.length)
        continue
      }
      for (const { tcId, msg, ct, label, result } of tests) {
        const opened = await mode.primitives.unwrap(primitive, key, octets(ct))
        const hasLabel = label !== undefined && label !== ''
        // JOSE has no labels: what was encrypted with one does not decrypt.
        const isValid = result === 'valid' && !hasLabel
        const agrees = isValid ? equal(opened, msg) : opened === undefined
        tally.judge(tcId, agrees, hasLabel ? 'with a label refused' : result)
      }
    }
  })
}

function pkcs1(files: Files): void {
  const name = 'rsa_pkcs1_2048_test.json'
  const primitive: WrapPrimitive = { name: 'RSAES-PKCS1-v1_5' }
  file(files, name, [primitive], async (mode, tally) => {
    for (const { tests, ...group } of read<RsaGroup, RsaTest>(name)) {
      const key = (await privateKey(mode, group)) as BackendKey
      for (const test of tests) {
        const opened = await mode.primitives.unwrap(primitive, key, octets(test.ct))
        if (test.result === 'valid') tally.judge(test.tcId, equal(opened, test.msg), 'valid')
        else if (opened === undefined) tally.judge(test.tcId, true, 'invalid')
        else {
          const isPadded = flagged(test, 'InvalidPkcs1Padding')
          const isForeign = isPadded && !endsWith(withoutPaddingTaken(group, octets(test.ct)), opened)
          const again = await mode.primitives.unwrap(primitive, key, octets(test.ct))
          const isSame = Buffer.from(opened).equals(again ?? new Uint8Array(1))
          tally.judge(test.tcId, isForeign && isSame, 'invalid answered with octets that were never in it')
        }
      }
    }
  })
}

/** What RSA alone makes of the ciphertext (RFC 8017 §5.1.2). */
function withoutPaddingTaken({ privateKeyPkcs8 }: Pick<RsaGroup, 'privateKeyPkcs8'>, ciphertext: Bytes): Bytes {
  const key = { key: Buffer.from(octets(privateKeyPkcs8)), format: 'der', type: 'pkcs8' } as const
  return privateDecrypt({ ...key, padding: constants.RSA_NO_PADDING }, ciphertext)
}

function endsWith(whole: Bytes, end: Bytes): boolean {
  return end.length > 0 && Buffer.from(whole.slice(-end.length)).equals(end)
}

async function privateKey(
  mode: Mode,
  { privateKeyPkcs8 }: Pick<RsaGroup, 'privateKeyPkcs8'>,
): Promise<BackendKey | undefined> {
  return await imported(mode, parseKeyDer(octets(privateKeyPkcs8)).material)
}

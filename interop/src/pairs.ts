import { readFileSync } from 'node:fs'
import type { EncryptionPeer, JWK } from './peer.ts'

/** What a compact token is made with. */
export interface Pair {
  readonly algorithm: string
  readonly encryption: string
  /** The name of one of `encryptionKeys`. */
  readonly keyName: string
}

/** Test keys, by what they are: `256 bits`, `password`, `RSA`, `X25519`; a secret is `private` only. */
export const encryptionKeys: Readonly<Record<string, { readonly private: JWK; readonly public?: JWK }>> = JSON.parse(
  readFileSync(new URL('../../conformance/vectors/encryption-keys.json', import.meta.url), 'utf8'),
)

const cekBits: Readonly<Record<string, number>> = {
  A128GCM: 128,
  A192GCM: 192,
  A256GCM: 256,
  'A128CBC-HS256': 256,
  'A192CBC-HS384': 384,
  'A256CBC-HS512': 512,
}

/** All that a peer has: each algorithm with each kind of key it takes, with each encryption. */
export function pairsOf({
  name,
  algorithms,
  encryptions,
  curves,
}: Pick<EncryptionPeer, 'name' | 'algorithms' | 'encryptions' | 'curves'>): readonly Pair[] {
  return algorithms.flatMap((algorithm) =>
    encryptions
      // node-jose agrees on 256 bits at most.
      .filter((encryption) => name !== 'node-jose' || algorithm !== 'ECDH-ES' || (cekBits[encryption] ?? 0) <= 256)
      .flatMap((encryption) =>
        keyNames(algorithm, encryption, curves).map((keyName) => ({ algorithm, encryption, keyName })),
      ),
  )
}

function keyNames(algorithm: string, encryption: string, curves: readonly string[]): readonly string[] {
  if (algorithm === 'dir') return [`${cekBits[encryption]} bits`]
  if (algorithm.startsWith('RSA')) return ['RSA']
  if (algorithm.startsWith('ECDH-ES')) return curves
  if (algorithm.startsWith('PBES2')) return ['password']
  return [`${algorithm.slice(1, 4)} bits`]
}

/** Why what a peer writes must be refused, though it reads what others write; nothing where it is as it should be. */
export function miswritten(
  { name }: Pick<EncryptionPeer, 'name'>,
  { encryption, zip }: { readonly encryption: string; readonly zip?: unknown },
): string | undefined {
  if (name === 'python-jose' && encryption.endsWith('GCM'))
    return 'the initialization vector of GCM has 16 octets, not 12 (RFC 7518 §5.3)'
  if (name === 'python-jose' && zip === 'DEF')
    return 'the plaintext is a zlib stream, not raw DEFLATE (RFC 7516 §4.1.3)'
  if (name === 'latchset-jose' && zip === 'DEF') return 'the plaintext is not compressed, though the header says so'
  return undefined
}

import { createCipheriv, createHash, getFips } from 'node:crypto'
import { type Cryptography, JOSEError } from '@jose/core'

/**
 * Whether OpenSSL's FIPS provider does the cryptography. `getFips()` alone says only that approved algorithms are asked
 * for, and says so with no provider at all. So an approved one must give the right answer, and others must not be had.
 */
export function isFipsInForce(): boolean {
  return getFips() === 1 && hashes('sha256', fipsAnswer) && !hashes('md5') && !enciphers('chacha20-poly1305')
}

/** Throws `JOSEError` (`ERR_FIPS_NOT_IN_FORCE`) where `isFipsInForce` is not so. */
export function requireFips(): void {
  if (isFipsInForce()) return
  const found = getFips() === 1 ? 'FIPS mode is on, but no FIPS provider answers' : 'FIPS mode is off'
  throw new JOSEError(
    `The FIPS provider is required, and not in force: ${found}. Configure it for OpenSSL, and start node with --force-fips`,
    'ERR_FIPS_NOT_IN_FORCE',
  )
}

/** For `report()`. Of the provider's own version node tells nothing. */
export function cryptography(): Cryptography {
  const { node, openssl } = process.versions
  return { module: 'OpenSSL', version: openssl, runtime: `Node.js ${node}`, fips: isFipsInForce() }
}

/** SHA-256 of `abc` (FIPS 180-4). */
const fipsAnswer = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'

function hashes(name: string, answer?: string): boolean {
  try {
    const found = createHash(name).update('abc').digest('hex')
    return answer === undefined || found === answer
  } catch {
    return false
  }
}

function enciphers(name: string): boolean {
  try {
    createCipheriv(name as 'chacha20-poly1305', new Uint8Array(32), new Uint8Array(12), { authTagLength: 16 })
    return true
  } catch {
    return false
  }
}

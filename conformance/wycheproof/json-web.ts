import { JOSEError, signatureAlgorithms } from '@jose/core'
import { expect } from 'vitest'
import { type Files, file } from './files.ts'
import { jsonWebEncryption } from './json-web-encryption.ts'
import { flagged, read } from './vectors.ts'

interface Group {
  readonly private?: object
  readonly public?: object
}

interface Test {
  readonly jws: string
}

const algorithms = Object.keys(signatureAlgorithms)

export function jsonWeb(files: Files): void {
  jws(files)
  jwk(files)
  jsonWebEncryption(files)
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

function jws(files: Files): void {
  const name = 'json_web_signature_test.json'
  file(files, name, [], async ({ operations }, tally) => {
    for (const group of read<Group, Test>(name)) {
      for (const { tcId, jws: token, result } of group.tests) {
        const key = group.public ?? group.private
        const verdict = await accepts(() => operations.verify(token, key, { algorithms }))
        const why = excluded[tcId]
        if (why === undefined) tally.judge(tcId, verdict === (result === 'valid'))
        else {
          // What it is excluded for still holds.
          expect(verdict, `${tcId}`).toBe(result !== 'valid')
          tally.leave('documented exclusions')
        }
      }
    }
  })
}

function jwk(files: Files): void {
  const name = 'json_web_key_test.json'
  /** Sets that Wycheproof calls ambiguous and this library takes: several kinds of keys, two keys of one kid. */
  const ambiguous = [1, 4]
  file(files, name, [], async ({ operations }, tally) => {
    // Short HMAC secrets are allowed by default.
    const strict = operations.with({ policy: 'strict' })
    for (const group of read<Group, Test>(name)) {
      for (const test of group.tests) {
        const { tcId, jws: token, result } = test
        const key = group.public ?? group.private
        const verdict = await accepts(() => strict.verify(token, key, { algorithms }))
        if (flagged(test, 'Ambiguous')) {
          expect(ambiguous).toContain(tcId)
          expect(verdict, `${tcId}`).toBe(true)
          tally.leave('Wycheproof itself calls ambiguous, accepted')
        } else tally.judge(tcId, verdict === (result === 'valid'))
      }
    }
  })
}

async function accepts(call: () => Promise<unknown>): Promise<boolean> {
  try {
    await call()
    return true
  } catch (error) {
    // Anything but an error of this library is a bug.
    if (error instanceof JOSEError) return false
    throw error
  }
}

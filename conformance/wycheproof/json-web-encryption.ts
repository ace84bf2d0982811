import { type DecryptOptions, JOSEError, keyManagementAlgorithms } from '@jose/core'
import { expect } from 'vitest'
import type { Operations } from '../src/modes.ts'
import { type Files, file } from './files.ts'
import { octets, read } from './vectors.ts'

interface Group {
  readonly private: { readonly crv?: string }
}

interface Test {
  readonly jwe: string
  readonly pt: string
}

const name = 'json_web_encryption_test.json'
const all: DecryptOptions = { algorithms: Object.keys(keyManagementAlgorithms) }

/** Each token by default, where RSA1_5 is not allowed, and again with every algorithm allowed. */
export function jsonWebEncryption(files: Files): void {
  file(files, name, [], async ({ operations: o }, tally) => {
    for (const group of read<Group, Test>(name)) {
      for (const { tcId, jwe, pt, result } of group.tests) {
        const plain = await opened(o, jwe, group.private)
        const asked = await opened(o, jwe, group.private, all)
        for (const plaintext of [plain, asked])
          if (plaintext !== undefined) expect(plaintext, `${tcId}`).toEqual(octets(pt))
        if (result === 'invalid') {
          tally.judge(tcId, plain === undefined && asked === undefined, 'by default')
          continue
        }
        const { alg = '', enc = '' } = o.jose.jwe.getUnverifiedHeader(jwe) as {
          readonly alg?: string
          readonly enc?: string
        }
        const { crv } = group.private
        const lacking = lackingOf(o, alg, enc, crv)
        if (lacking !== undefined) tally.leave(`${lacking} is not supported here`)
        else if (alg === 'RSA1_5')
          tally.judge(tcId, plain === undefined && asked !== undefined, 'where RSA1_5 is allowed')
        else tally.judge(tcId, plain !== undefined && asked !== undefined, 'by default')
      }
    }
  })
}

function lackingOf(o: Operations, alg: string, enc: string, crv: string | undefined): string | undefined {
  if (!o.jose.supports(alg, crv === undefined ? {} : { curve: crv })) return alg
  return o.jose.supports(enc) ? undefined : enc
}

/** The plaintext, or `undefined` where the token is refused. */
async function opened(
  o: Operations,
  jwe: string,
  key: unknown,
  options?: DecryptOptions,
): Promise<Uint8Array | undefined> {
  try {
    return Uint8Array.from((await o.decrypt(jwe, key, options)).plaintext)
  } catch (error) {
    // Anything but an error of this library is a bug.
    if (error instanceof JOSEError) return undefined
    throw error
  }
}

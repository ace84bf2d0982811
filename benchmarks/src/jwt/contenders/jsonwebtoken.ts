// jsonwebtoken, with KeyObjects, which spare it the parsing of keys. It has no EdDSA.
import library from 'jsonwebtoken'
import type { Contenders } from '../contests.ts'
import { audience, issuer, type Subject } from '../subject.ts'

export function jsonwebtoken({ algorithm, keyObject: { signing, verifying } }: Subject): Contenders {
  if (algorithm === 'EdDSA') return { sign: [], verify: [] }
  const encoding = { algorithm }
  const decoding: library.VerifyOptions = { algorithms: [algorithm], audience, issuer }
  return {
    sign: [{ name: 'jsonwebtoken', mode: 'sync', call: (claims) => library.sign(claims as object, signing, encoding) }],
    verify: [
      { name: 'jsonwebtoken', mode: 'sync', call: (token) => library.verify(token as string, verifying, decoding) },
    ],
  }
}

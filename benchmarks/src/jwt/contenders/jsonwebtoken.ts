// jsonwebtoken, with KeyObjects, which spare it the parsing of keys. It has no EdDSA.
import library from 'jsonwebtoken'
import type { Contenders } from '../contests.ts'
import { keyObjectsOf } from '../key-objects.ts'
import { audience, issuer, type Subject } from '../subject.ts'

export function jsonwebtoken(subject: Subject): Contenders {
  const { algorithm } = subject
  if (algorithm === 'EdDSA') throw new Error('has no EdDSA')
  const { signing, verifying } = keyObjectsOf(subject)
  const encoding = { algorithm }
  const decoding: library.VerifyOptions = { algorithms: [algorithm], audience, issuer }
  return {
    sign: [{ name: 'jsonwebtoken', mode: 'sync', call: (claims) => library.sign(claims as object, signing, encoding) }],
    verify: [
      { name: 'jsonwebtoken', mode: 'sync', call: (token) => library.verify(token as string, verifying, decoding) },
    ],
  }
}

// jsrsasign, with keys it has parsed. It has no EdDSA.
import library from 'jsrsasign'
import type { Contenders } from '../contests.ts'
import { audience, type Halves, issuer, type Subject } from '../subject.ts'

const { JWS } = library.KJUR.jws

export function jsrsasign(subject: Subject): Contenders {
  const { algorithm } = subject
  if (algorithm === 'EdDSA') throw new Error('has no EdDSA')
  const { signing, verifying } = keysOf(subject)
  const header = JSON.stringify({ alg: algorithm, typ: 'JWT' })
  const accepted = { alg: [algorithm], aud: [audience], iss: [issuer] }
  const verify = (token: string): object => {
    if (!JWS.verifyJWT(token, verifying, accepted)) throw new Error('The token is not good')
    return JSON.parse(library.b64utoutf8(token.split('.')[1] ?? ''))
  }
  return {
    sign: [
      {
        name: 'jsrsasign',
        mode: 'sync',
        call: (claims) => JWS.sign(algorithm, header, JSON.stringify(claims), signing),
      },
    ],
    verify: [{ name: 'jsrsasign', mode: 'sync', call: (token) => verify(token as string) }],
  }
}

/** Its types know no others, though it signs with those of ECDSA too. */
type JsrsasignKey = string | library.RSAKey

function keysOf({ algorithm, text }: Subject): Halves<JsrsasignKey> {
  if (algorithm === 'HS256') {
    const hex = library.utf8tohex(text.signing)
    return { signing: hex, verifying: hex }
  }
  const parsed = (pem: string): JsrsasignKey => library.KEYUTIL.getKey(pem) as library.RSAKey
  return { signing: parsed(text.signing), verifying: parsed(text.verifying) }
}

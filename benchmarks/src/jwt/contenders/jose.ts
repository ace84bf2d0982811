// jose, with the kind of key that is fastest for it, a CryptoKey; and with one that it must look up on every call.
import { type CryptoKey, importPKCS8, importSPKI, type JWK, type JWTPayload, jwtVerify, SignJWT } from 'jose'
import type { Contenders } from '../contests.ts'
import { audience, type Halves, issuer, type Subject } from '../subject.ts'

export async function jose(subject: Subject): Promise<Contenders> {
  return contendersWith('jose', subject, await joseKeysOf(subject))
}

export function joseWithJwk(subject: Subject): Contenders {
  return contendersWith('jose, JWK', subject, subject.jwk)
}

function contendersWith(
  name: string,
  { algorithm }: Subject,
  { signing, verifying }: Halves<CryptoKey | JWK>,
): Contenders {
  const header = { alg: algorithm, typ: 'JWT' }
  const options = { algorithms: [algorithm], audience, issuer }
  return {
    sign: [
      {
        name,
        mode: 'async',
        call: (claims) => new SignJWT(claims as JWTPayload).setProtectedHeader(header).sign(signing),
      },
    ],
    verify: [
      { name, mode: 'async', call: async (token) => (await jwtVerify(token as string, verifying, options)).payload },
    ],
  }
}

/** As `CryptoKey`s. */
export async function joseKeysOf({ algorithm, text }: Subject): Promise<Halves<CryptoKey>> {
  if (algorithm !== 'HS256') {
    return {
      signing: await importPKCS8(text.signing, algorithm),
      verifying: await importSPKI(text.verifying, algorithm),
    }
  }
  const hmac = { name: 'HMAC', hash: 'SHA-256' }
  const octets = new TextEncoder().encode(text.signing)
  const key = await crypto.subtle.importKey('raw', octets, hmac, false, ['sign', 'verify'])
  return { signing: key, verifying: key }
}

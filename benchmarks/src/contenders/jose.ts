// jose, with the kind of key that is fastest for it: a CryptoKey.
import { webcrypto } from 'node:crypto'
import { importPKCS8, importSPKI, type JWTPayload, jwtVerify, SignJWT } from 'jose'
import type { Contenders } from '../contender.ts'
import { audience, type Halves, issuer, type Subject } from '../subject.ts'

export async function jose(subject: Subject): Promise<Contenders> {
  const { algorithm } = subject
  const { signing, verifying } = await keysOf(subject)
  const options = { algorithms: [algorithm], audience, issuer }
  return {
    sign: [
      {
        name: 'jose',
        mode: 'async',
        call: (claims) =>
          new SignJWT(claims as JWTPayload).setProtectedHeader({ alg: algorithm, typ: 'JWT' }).sign(signing),
      },
    ],
    verify: [
      {
        name: 'jose',
        mode: 'async',
        call: async (token) => (await jwtVerify(token as string, verifying, options)).payload,
      },
    ],
  }
}

async function keysOf({ algorithm, text, keyObject }: Subject): Promise<Halves<webcrypto.CryptoKey>> {
  if (algorithm !== 'HS256') {
    return {
      signing: await importPKCS8(text.signing, algorithm),
      verifying: await importSPKI(text.verifying, algorithm),
    }
  }
  const hmac = { name: 'HMAC', hash: 'SHA-256' }
  const octets = keyObject.signing.export()
  const key = await webcrypto.subtle.importKey('raw', octets, hmac, false, ['sign', 'verify'])
  return { signing: key, verifying: key }
}

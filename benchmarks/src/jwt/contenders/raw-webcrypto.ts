// The plain way on WebCrypto: one call of it, Buffer's base64url and JSON. Nobody on WebCrypto can be much faster.
import { webcrypto } from 'node:crypto'
import type { Contenders } from '../contests.ts'
import type { AlgorithmName, Halves, Subject } from '../subject.ts'

const { subtle } = webcrypto

export function rawWebcrypto({ algorithm }: Subject, { signing, verifying }: Halves<webcrypto.CryptoKey>): Contenders {
  const parameters = parametersFor[algorithm]
  const header = Buffer.from(JSON.stringify({ alg: algorithm, typ: 'JWT' })).toString('base64url')
  const sign = async (claims: unknown): Promise<string> => {
    const input = `${header}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}`
    const signature = await subtle.sign(parameters, signing, Buffer.from(input))
    return `${input}.${Buffer.from(signature).toString('base64url')}`
  }
  const verify = async (token: string): Promise<object> => {
    const [header = '', payload = '', signature = ''] = token.split('.')
    const input = Buffer.from(`${header}.${payload}`)
    if (!(await subtle.verify(parameters, verifying, Buffer.from(signature, 'base64url'), input)))
      throw new Error('The signature is not good')
    return JSON.parse(Buffer.from(payload, 'base64url').toString())
  }
  return {
    sign: [{ name: 'raw', mode: 'async', call: sign }],
    verify: [{ name: 'raw', mode: 'async', call: (token) => verify(token as string) }],
  }
}

const parametersFor: {
  readonly [algorithm in AlgorithmName]: { readonly name: string; readonly [name: string]: unknown }
} = {
  HS256: { name: 'HMAC' },
  RS256: { name: 'RSASSA-PKCS1-v1_5' },
  PS256: { name: 'RSA-PSS', saltLength: 32 },
  ES256: { name: 'ECDSA', hash: 'SHA-256' },
  EdDSA: { name: 'Ed25519' },
}

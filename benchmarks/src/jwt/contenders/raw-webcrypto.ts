// The plain way on WebCrypto: one call of it, base64url and JSON. Nobody on WebCrypto can be much faster.
import type { CryptoKey } from 'jose'
import type { Contenders } from '../contests.ts'
import type { AlgorithmName, Halves, Subject } from '../subject.ts'

const { subtle } = crypto
const [encoder, decoder] = [new TextEncoder(), new TextDecoder()]

export function rawWebcrypto({ algorithm }: Subject, { signing, verifying }: Halves<CryptoKey>): Contenders {
  const parameters = parametersFor[algorithm]
  const header = encode(encoder.encode(JSON.stringify({ alg: algorithm, typ: 'JWT' })))
  const sign = async (claims: unknown): Promise<string> => {
    const input = `${header}.${encode(encoder.encode(JSON.stringify(claims)))}`
    return `${input}.${encode(new Uint8Array(await subtle.sign(parameters, signing, encoder.encode(input))))}`
  }
  const verify = async (token: string): Promise<object> => {
    const [header = '', payload = '', signature = ''] = token.split('.')
    if (!(await subtle.verify(parameters, verifying, decode(signature), encoder.encode(`${header}.${payload}`))))
      throw new Error('The signature is not good')
    return JSON.parse(decoder.decode(decode(payload)))
  }
  return {
    sign: [{ name: 'raw', mode: 'async', call: sign }],
    verify: [{ name: 'raw', mode: 'async', call: (token) => verify(token as string) }],
  }
}

interface NativeBytes extends Uint8Array {
  toBase64(options: { readonly alphabet: 'base64url'; readonly omitPadding: true }): string
}
interface NativeBytesConstructor {
  fromBase64(text: string, options: { readonly alphabet: 'base64url' }): Uint8Array<ArrayBuffer>
}

const hasBuffer = typeof Buffer !== 'undefined'

function encode(octets: Uint8Array): string {
  if (hasBuffer) return Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength).toString('base64url')
  return (octets as NativeBytes).toBase64({ alphabet: 'base64url', omitPadding: true })
}

function decode(text: string): Uint8Array<ArrayBuffer> {
  if (hasBuffer) return Buffer.from(text, 'base64url')
  return (Uint8Array as unknown as NativeBytesConstructor).fromBase64(text, { alphabet: 'base64url' })
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

// node-forge by itself, the plain way: no check but the signature's. It has no ECDSA.
import { type BinaryString, forge } from '../../forge.ts'
import type { Contenders } from '../contests.ts'
import type { Subject } from '../subject.ts'

export function nodeForge(subject: Subject): Contenders {
  const signature = signatureOf(subject)
  const header = base64url(JSON.stringify({ alg: subject.algorithm, typ: 'JWT' }))
  const sign = (claims: unknown): string => {
    const input = `${header}.${base64url(forge.util.encodeUtf8(JSON.stringify(claims)))}`
    return `${input}.${base64url(signature.sign(input))}`
  }
  const verify = (token: string): object => {
    const [header = '', payload = '', octets = ''] = token.split('.')
    if (!signature.verify(`${header}.${payload}`, fromBase64url(octets))) throw new Error('The signature is not good')
    return JSON.parse(forge.util.decodeUtf8(fromBase64url(payload)))
  }
  return {
    sign: [{ name: 'node-forge', mode: 'sync', call: sign }],
    verify: [{ name: 'node-forge', mode: 'sync', call: (token) => verify(token as string) }],
  }
}

interface Signature {
  sign(input: string): BinaryString
  verify(input: string, octets: BinaryString): boolean
}

function signatureOf({ algorithm, text, jwk }: Subject): Signature {
  switch (algorithm) {
    case 'HS256': {
      const hmac = forge.hmac.create()
      hmac.start('sha256', text.signing)
      const tagOf = (input: string): BinaryString => {
        // With the key it has already: half the work.
        hmac.start(null as never, null as never)
        hmac.update(input)
        return hmac.digest().getBytes()
      }
      return { sign: tagOf, verify: (input, octets) => tagOf(input) === octets }
    }
    case 'RS256': {
      const signing = forge.pki.privateKeyFromPem(text.signing)
      const verifying = forge.pki.publicKeyFromPem(text.verifying)
      const hash = (input: string) => forge.md.sha256.create().update(input)
      return {
        sign: (input) => signing.sign(hash(input)),
        verify: (input, octets) => verifying.verify(hash(input).digest().getBytes(), octets),
      }
    }
    case 'EdDSA': {
      const [d, x] = [jwk.signing.d, jwk.signing.x].map((text) => Buffer.from(text ?? '', 'base64url'))
      const { ed25519 } = forge.pki
      return {
        sign: (message) =>
          ed25519
            .sign({ message, encoding: 'utf8', privateKey: Buffer.concat([d as Buffer, x as Buffer]) })
            .toString('latin1'),
        verify: (message, octets) =>
          ed25519.verify({
            message,
            encoding: 'utf8',
            signature: Buffer.from(octets, 'latin1'),
            publicKey: x as Buffer,
          }),
      }
    }
    default:
      throw new Error(`has no ${algorithm}`)
  }
}

function base64url(octets: BinaryString): string {
  return forge.util.encode64(octets).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
}

function fromBase64url(text: string): BinaryString {
  const padding = '='.repeat(-text.length & 3)
  return forge.util.decode64(text.replace(/-/g, '+').replace(/_/g, '/') + padding)
}

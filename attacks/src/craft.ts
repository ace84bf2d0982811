// Tokens that no library writes, by node:crypto alone.
import {
  createCipheriv,
  createHash,
  createHmac,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  type JsonWebKey,
  pbkdf2Sync,
  randomBytes,
} from 'node:crypto'

export const secret = 'a secret of thirty-two bytes, or more'

export function segment(part: string | Uint8Array | object): string {
  const octets = typeof part === 'string' || part instanceof Uint8Array ? part : JSON.stringify(part)
  return Buffer.from(octets as string).toString('base64url')
}

/** A JWT with a good MAC, whatever its header and payload are. */
export function signed(
  header: string | object,
  payload: string | Uint8Array | object,
  by: string | Uint8Array = secret,
): string {
  return signedInput(`${segment(header)}.${segment(payload)}`, by)
}

export function signedInput(input: string, by: string | Uint8Array = secret): string {
  return `${input}.${createHmac('sha256', by).update(input).digest('base64url')}`
}

interface Content {
  readonly encryptedKey?: Uint8Array
  readonly plaintext?: Uint8Array
  readonly ivBytes?: number
}

/** A token encrypted by A128GCM under that key, with whatever header. */
export function sealed(header: object, key: Uint8Array, content: Content = {}): string {
  const { encryptedKey = new Uint8Array(0), plaintext = Buffer.from('{}'), ivBytes = 12 } = content
  const head = segment(header)
  const iv = randomBytes(ivBytes)
  const cipher = createCipheriv('aes-128-gcm', key, iv).setAAD(Buffer.from(head))
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()])
  return [head, ...[encryptedKey, iv, ciphertext, cipher.getAuthTag()].map(segment)].join('.')
}

/** A token encrypted by A128CBC-HS256, with whatever padding. */
export function sealedByCbc(header: object, key: Uint8Array, padded: Uint8Array): string {
  const head = segment(header)
  const iv = randomBytes(16)
  const cipher = createCipheriv('aes-128-cbc', key.subarray(16), iv).setAutoPadding(false)
  const ciphertext = Buffer.concat([cipher.update(padded), cipher.final()])
  const length = Buffer.alloc(8)
  length.writeBigUInt64BE(BigInt(head.length) * 8n)
  const mac = createHmac('sha256', key.subarray(0, 16)).update(head).update(iv).update(ciphertext).update(length)
  return [head, '', ...[iv, ciphertext, mac.digest().subarray(0, 16)].map(segment)].join('.')
}

/** RFC 3394. */
export function wrapped(key: Uint8Array, octets: Uint8Array): Uint8Array {
  const cipher = createCipheriv(`id-aes${key.length * 8}-wrap`, key, Buffer.alloc(8, 0xa6))
  return Buffer.concat([cipher.update(octets), cipher.final()])
}

/** A token under a password, by so many iterations; `said` stands in the header in place of what is true. */
export function underPassword(password: string, count: number, { saltBytes = 16, said = {} } = {}): string {
  const alg = 'PBES2-HS256+A128KW'
  const salt = randomBytes(saltBytes)
  const cek = randomBytes(16)
  const derived = pbkdf2Sync(password, Buffer.concat([Buffer.from(`${alg}\0`), salt]), count, 16, 'sha256')
  const header = { alg, enc: 'A128GCM', p2s: salt.toString('base64url'), p2c: count, ...said }
  return sealed(header, cek, { encryptedKey: wrapped(derived, cek) })
}

/** A token for the owner of a key on P-256, by ECDH-ES; `epk` stands in the header in place of the real one. */
export function agreed(publicKey: JsonWebKey, epk?: object): string {
  const { privateKey, publicKey: ephemeral } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const shared = diffieHellman({ privateKey, publicKey: createPublicKey({ key: publicKey, format: 'jwk' }) })
  const header = { alg: 'ECDH-ES', enc: 'A128GCM', epk: epk ?? ephemeral.export({ format: 'jwk' }) }
  const word = (number: number): Buffer => Buffer.from([0, 0, 0, number])
  const info = [word(7), Buffer.from('A128GCM'), word(0), word(0), word(128)]
  const digest = createHash('sha256')
    .update(Buffer.concat([word(1), shared, ...info]))
    .digest()
  return sealed(header, digest.subarray(0, 16))
}

/** The token with another text for one of its segments. */
export function withSegment(token: string, at: number, change: (text: string) => string): string {
  return token
    .split('.')
    .map((part, index) => (index === at ? change(part) : part))
    .join('.')
}

/** The token with other octets in one of its segments. */
export function withOctets(token: string, at: number, change: (octets: Buffer) => Uint8Array): string {
  return withSegment(token, at, (text) => segment(change(Buffer.from(text, 'base64url'))))
}

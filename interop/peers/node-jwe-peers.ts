import { createRequire } from 'node:module'
import * as jose from 'jose'
import type { DecryptRequest, EncryptedToken, EncryptionAnswer, EncryptionPeer, EncryptRequest } from '../src/peer.ts'

const require = createRequire(import.meta.url)

/** The packages from npm as peers. */
export function npmEncryptionPeers(): EncryptionPeer[] {
  return [panvaJose(), nodeJose()]
}

const aes = ['dir', 'A128KW', 'A192KW', 'A256KW', 'A128GCMKW', 'A192GCMKW', 'A256GCMKW']
const ecdh = ['ECDH-ES', 'ECDH-ES+A128KW', 'ECDH-ES+A192KW', 'ECDH-ES+A256KW']
const pbes2 = ['PBES2-HS256+A128KW', 'PBES2-HS384+A192KW', 'PBES2-HS512+A256KW']
const encryptions = ['A128GCM', 'A192GCM', 'A256GCM', 'A128CBC-HS256', 'A192CBC-HS384', 'A256CBC-HS512']
const nist = ['P-256', 'P-384', 'P-521']

function panvaJose(): EncryptionPeer {
  return {
    name: 'panva-jose',
    version: versionOf('jose'),
    algorithms: [...aes, 'RSA-OAEP', 'RSA-OAEP-256', 'RSA-OAEP-384', 'RSA-OAEP-512', ...ecdh, ...pbes2],
    encryptions,
    curves: [...nist, 'X25519'],
    serializations: ['compact', 'flattened', 'general'],
    encrypt: answering(async (request) => ({ token: await encryptByJose(request) })),
    decrypt: answering(async (request) => ({ plaintext: await decryptByJose(request) })),
  }
}

async function encryptByJose(request: EncryptRequest): Promise<EncryptedToken> {
  const { encryption, serialization, recipients, unprotected, aad } = request
  const { apu, apv, ...members } = (request.protected ?? {}) as Record<string, string>
  const plaintext = new TextEncoder().encode(request.plaintext)
  const general = new jose.GeneralEncrypt(plaintext)
  const flattened = new jose.FlattenedEncrypt(plaintext)
  const token = serialization === 'general' ? general : flattened
  if (unprotected !== undefined) token.setSharedUnprotectedHeader(unprotected)
  if (aad !== undefined) token.setAdditionalAuthenticatedData(new TextEncoder().encode(aad))
  if (serialization === 'general') {
    general.setProtectedHeader({ enc: encryption, ...members })
    for (const { algorithm, key, header } of recipients)
      general.addRecipient(await joseKey(key, algorithm)).setUnprotectedHeader({ alg: algorithm, ...header })
    return { ...(await general.encrypt()) }
  }
  const [{ algorithm, key, header }] = recipients as [EncryptRequest['recipients'][number]]
  flattened.setProtectedHeader({ alg: algorithm, enc: encryption, ...members })
  if (header !== undefined) flattened.setUnprotectedHeader(header)
  if (apu !== undefined && apv !== undefined)
    flattened.setKeyManagementParameters({ apu: jose.base64url.decode(apu), apv: jose.base64url.decode(apv) })
  const jwe = await flattened.encrypt(await joseKey(key, algorithm))
  if (serialization === 'flattened') return { ...jwe }
  return [jwe.protected, jwe.encrypted_key, jwe.iv, jwe.ciphertext, jwe.tag].join('.')
}

async function decryptByJose({ token, key, algorithm, encryption }: DecryptRequest): Promise<string> {
  const options = { keyManagementAlgorithms: [algorithm], contentEncryptionAlgorithms: [encryption] }
  const imported = await joseKey(key, algorithm)
  const { plaintext } =
    typeof token === 'string'
      ? await jose.compactDecrypt(token, imported, options)
      : 'recipients' in token
        ? await jose.generalDecrypt(token as unknown as jose.GeneralJWE, imported, options)
        : await jose.flattenedDecrypt(token as unknown as jose.FlattenedJWE, imported, options)
  return new TextDecoder().decode(plaintext)
}

function joseKey(key: EncryptRequest['recipients'][number]['key'], algorithm: string) {
  return jose.importJWK(key as jose.JWK, algorithm)
}

/** As much of node-jose as is used here; it comes without types. */
interface NodeJose {
  readonly JWK: { asKey(jwk: object): Promise<object> }
  readonly JWE: {
    createEncrypt(options: object, ...recipients: object[]): { final(text: string, encoding: string): Promise<object> }
    createDecrypt(key: object, options: object): { decrypt(token: unknown): Promise<{ plaintext: Uint8Array }> }
  }
}

function nodeJose(): EncryptionPeer {
  const { JWK, JWE }: NodeJose = require('node-jose')
  return {
    name: 'node-jose',
    version: versionOf('node-jose'),
    algorithms: [...aes, 'RSA1_5', 'RSA-OAEP', 'RSA-OAEP-256', ...ecdh, ...pbes2],
    encryptions,
    curves: nist,
    serializations: ['compact', 'flattened', 'general'],
    encrypt: answering(async ({ encryption, plaintext, serialization, recipients, unprotected, aad, ...request }) => {
      const [first] = recipients
      const { zip, ...members } = request.protected ?? {}
      // Of a general token the algorithm is each recipient's own; its headers are all unprotected unless named.
      const alg = serialization === 'general' ? {} : { alg: first?.algorithm }
      const protect = { ...alg, enc: encryption, ...members }
      const options = {
        format: serialization,
        fields: { ...protect, ...unprotected },
        protect: [...Object.keys(protect), ...(zip === undefined ? [] : ['zip'])],
        ...(zip === undefined ? {} : { zip }),
        ...(aad === undefined ? {} : { aad }),
      }
      const listed = recipients.map(async ({ algorithm, key, header }) => ({
        key: await JWK.asKey(key),
        header: { alg: algorithm, ...header },
        reference: false,
      }))
      const encrypter = JWE.createEncrypt({ ...options, contentAlg: encryption }, ...(await Promise.all(listed)))
      return { token: (await encrypter.final(plaintext, 'utf8')) as EncryptedToken }
    }),
    decrypt: answering(async ({ token, key }) => {
      // It refuses the whole of a token one of whose algorithms it is not to take.
      const decrypter = JWE.createDecrypt(await JWK.asKey(key), { algorithms: '*' })
      const { plaintext } = await decrypter.decrypt(typeof token === 'string' ? token : structuredClone(token))
      return { plaintext: new TextDecoder().decode(plaintext) }
    }),
  }
}

/** An answer to each request, an error being one too. */
export function answering<Request extends { readonly id: string }>(
  work: (request: Request) => Promise<{ token?: EncryptedToken; plaintext?: string }>,
): (requests: readonly Request[]) => Promise<EncryptionAnswer[]> {
  return (requests) =>
    Promise.all(
      requests.map(async (request) => {
        try {
          return { id: request.id, ok: true, ...(await work(request)) } as const
        } catch (error) {
          const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
          return { id: request.id, ok: false, error: text } as const
        }
      }),
    )
}

function versionOf(name: string): string {
  const manifest: { version: string } = require(`${name}/package.json`)
  return manifest.version
}

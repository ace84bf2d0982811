import { encryptionKeys } from './pairs.ts'
import type { EncryptionPeer, EncryptRequest, JWK, Serialization } from './peer.ts'

/** A token that is more than a pair: in a JSON serialization, or with further members. */
export interface Form {
  readonly name: string
  readonly serialization: Serialization
  readonly encryption: string
  readonly recipients: readonly { readonly algorithm: string; readonly keyName: string; readonly header?: JWK }[]
  readonly protected?: JWK
  readonly unprotected?: JWK
  readonly aad?: string
}

const apu = Buffer.from('Alice').toString('base64url')
const apv = Buffer.from('Bob, née Zoë').toString('base64url')

const all: readonly Form[] = [
  {
    name: 'compressed',
    serialization: 'compact',
    encryption: 'A128CBC-HS256',
    recipients: [{ algorithm: 'A128KW', keyName: '128 bits' }],
    protected: { zip: 'DEF' },
  },
  {
    name: 'compressed',
    serialization: 'compact',
    encryption: 'A256GCM',
    recipients: [{ algorithm: 'dir', keyName: '256 bits' }],
    protected: { zip: 'DEF', kid: 'enc-256-bits' },
  },
  {
    name: 'names of the parties',
    serialization: 'compact',
    encryption: 'A128CBC-HS256',
    recipients: [{ algorithm: 'ECDH-ES+A128KW', keyName: 'P-256' }],
    protected: { apu, apv },
  },
  {
    name: 'names of the parties',
    serialization: 'compact',
    encryption: 'A256GCM',
    recipients: [{ algorithm: 'ECDH-ES', keyName: 'P-384' }],
    protected: { apu, apv },
  },
  {
    name: 'flattened, all members',
    serialization: 'flattened',
    encryption: 'A192CBC-HS384',
    recipients: [{ algorithm: 'A192KW', keyName: '192 bits', header: { kid: 'enc-192-bits' } }],
    protected: { typ: 'JOSE+JSON' },
    unprotected: { note: 'for all' },
    aad: 'seen by all, Zoë',
  },
  {
    name: 'flattened',
    serialization: 'flattened',
    encryption: 'A192GCM',
    recipients: [{ algorithm: 'dir', keyName: '192 bits' }],
  },
  {
    name: 'flattened',
    serialization: 'flattened',
    encryption: 'A256CBC-HS512',
    recipients: [{ algorithm: 'A256GCMKW', keyName: '256 bits' }],
  },
  {
    name: 'flattened, additional data',
    serialization: 'flattened',
    encryption: 'A128GCM',
    recipients: [{ algorithm: 'ECDH-ES+A192KW', keyName: 'P-521' }],
    aad: '{"seen":"by all"}',
  },
  {
    name: 'general, one recipient',
    serialization: 'general',
    encryption: 'A128CBC-HS256',
    recipients: [{ algorithm: 'A128GCMKW', keyName: '128 bits', header: { kid: 'enc-128-bits' } }],
  },
  {
    name: 'general, two recipients',
    serialization: 'general',
    encryption: 'A256GCM',
    recipients: [
      { algorithm: 'A256KW', keyName: '256 bits', header: { kid: 'enc-256-bits' } },
      { algorithm: 'ECDH-ES+A256KW', keyName: 'P-256', header: { kid: 'enc-P-256' } },
    ],
    unprotected: { note: 'for all' },
    aad: 'seen by all, Zoë',
  },
  {
    name: 'general, three recipients',
    serialization: 'general',
    encryption: 'A192CBC-HS384',
    recipients: [
      { algorithm: 'A192GCMKW', keyName: '192 bits' },
      { algorithm: 'PBES2-HS512+A256KW', keyName: 'password' },
      { algorithm: 'ECDH-ES+A128KW', keyName: 'P-384' },
    ],
    aad: '{"seen":"by all"}',
  },
]

/** Those the peer has all the parts of. */
export function formsOf({
  name,
  serializations,
  algorithms,
  encryptions,
  curves,
}: Omit<EncryptionPeer, 'encrypt' | 'decrypt'>): readonly Form[] {
  return all.filter(
    ({ serialization, encryption, recipients, aad }) =>
      // latchset jose 11 gives GCM as many octets of the additional data as the protected header has.
      !(name === 'latchset-jose' && aad !== undefined && encryption.endsWith('GCM')) &&
      serializations.includes(serialization) &&
      encryptions.includes(encryption) &&
      recipients.every(
        ({ algorithm, keyName }) =>
          algorithms.includes(algorithm) && (!algorithm.startsWith('ECDH') || curves.includes(keyName)),
      ),
  )
}

/** What a peer is asked for. */
export function toEncrypt(form: Form, id: string, plaintext: string): EncryptRequest {
  const { name: _, recipients, ...rest } = form
  return {
    id,
    plaintext,
    ...rest,
    recipients: recipients.map(({ algorithm, keyName, header }) => ({
      algorithm,
      key: readerKey(keyName, 'public'),
      ...(header === undefined ? {} : { header }),
    })),
  }
}

/** A key of `encryptionKeys`; the public half of a secret is the secret. */
export function readerKey(name: string, half: 'public' | 'private'): JWK {
  const pair = encryptionKeys[name]
  if (pair === undefined) throw new Error(`encryption-keys.json has no ${name}`)
  return pair[half] ?? pair.private
}

/** The tokens that go to and fro: ours made and sent, theirs decrypted, some of them spoilt. */
import { jwe as nodeJwe } from '@jose/backend-node'
import type { FlattenedJWE, GeneralJWE, JWERecipient } from '@jose/core'
import { expect } from 'vitest'
import { type DecryptRequest, type EncryptedToken, type EncryptionAnswer, type Form, readerKey } from '../src/index.ts'
import { type Backend, backends } from './backends.ts'

/** A token that a peer writes, or that one of our backends writes. */
export interface Exchange {
  readonly id: string
  readonly form: Form
  readonly plaintext: string
}

/** One of ours, with who is to decrypt it. */
export interface Sent extends Exchange {
  readonly backend: Backend
  readonly reader: Form['recipients'][number]
}

/** Who decrypts a token of a peer. */
export function readersOf(one: Exchange): readonly Sent[] {
  return backends
    .filter((backend) => tries(backend, one.form))
    .flatMap((backend) => one.form.recipients.map((reader): Sent => ({ ...one, backend, reader })))
}

/** Everything that the backend has; but what is slow in pure JavaScript with two of the encryptions only. */
function tries(backend: Backend, { name, encryption, recipients }: Form): boolean {
  if (!recipients.every(backend.has)) return false
  return name !== '' || recipients.every(backend.isQuick) || few.includes(encryption)
}

/** What the backends make is the same by the conformance matrix: all of it comes from one, and some from each. */
export function sends(backend: Backend, form: Form): boolean {
  return tries(backend, form) && (backend.name === 'node' || form.name !== '' || few.includes(form.encryption))
}

const few = ['A128GCM', 'A256CBC-HS512']

/** Each length and some non-ASCII, so that the padding is not always the same; what is to be compressed is long. */
export function plaintextOf({ protected: members }: Form, turn: number): string {
  return members?.zip === 'DEF' ? 'Zoë says it again. '.repeat(50) : `Zoë 日本語 🎉 ${'x'.repeat(turn % 33)}`
}

/** What a backend reads; the node backend in both modes. */
export async function decrypt(
  { name, jwe }: Backend,
  token: EncryptedToken,
  { encryption }: Form,
  { algorithm, keyName }: Sent['reader'],
): Promise<{ readonly text: string; readonly aad: string | undefined }> {
  const key = readerKey(keyName, 'private')
  const options = { algorithms: [algorithm], encryptions: [encryption] }
  const given = token as string | FlattenedJWE | GeneralJWE
  const decrypted = await jwe.decrypt(given, key, options)
  if (name === 'node') expect(nodeJwe.decryptSync(given, key, options).text()).toBe(decrypted.text())
  const { aad } = decrypted
  return { text: decrypted.text(), aad: aad && new TextDecoder().decode(aad) }
}

/** Our tokens, and what a peer is asked about them. */
export async function sendAll(all: readonly Sent[]): Promise<readonly DecryptRequest[]> {
  const tokens = new Map<string, EncryptedToken>()
  const requests: DecryptRequest[] = []
  for (const { id, form, plaintext, backend, reader } of all) {
    // One token for all its recipients.
    const name = id.slice(0, id.lastIndexOf(' '))
    const token = tokens.get(name) ?? (await encrypt(backend, form, plaintext))
    tokens.set(name, token)
    const { algorithm, keyName } = reader
    requests.push({ id, algorithm, encryption: form.encryption, key: readerKey(keyName, 'private'), token })
  }
  return requests
}

/** jose reads no more than 10,000 iterations of PBES2, jwcrypto 16,384. */
const p2c = 8192

async function encrypt(
  { jwe }: Backend,
  { serialization, encryption, recipients, aad, unprotected, ...form }: Form,
  plaintext: string,
): Promise<EncryptedToken> {
  const { zip, apu, apv, ...members } = { ...form.protected } as Record<string, string>
  const [first, ...others] = recipients.map(
    ({ algorithm, keyName, header }): JWERecipient => ({
      key: readerKey(keyName, 'public'),
      algorithm,
      ...(header === undefined ? {} : { header }),
      ...(algorithm.startsWith('PBES2') ? { p2c } : {}),
      ...(apu === undefined ? {} : { apu: Buffer.from(apu, 'base64url') }),
      ...(apv === undefined ? {} : { apv: Buffer.from(apv, 'base64url') }),
    }),
  ) as [JWERecipient, ...JWERecipient[]]
  const options = { encryption, ...(zip === undefined ? {} : { zip: 'DEF' as const }) }
  if (serialization === 'compact') {
    const { key, header: _, ...own } = first
    return jwe.encrypt(plaintext, key, { ...own, ...options, headers: members })
  }
  const json = {
    ...options,
    protected: members,
    ...(aad === undefined ? {} : { aad }),
    ...(unprotected === undefined ? {} : { unprotected }),
  }
  if (serialization === 'flattened') return { ...(await jwe.encryptFlattened(plaintext, first, json)) }
  return { ...(await jwe.encryptGeneral(plaintext, [first, ...others], json)) }
}

export function tokenIn(answer: EncryptionAnswer | undefined, id: string): EncryptedToken {
  if (answer?.ok && answer.token !== undefined) return answer.token
  throw new Error(`${id}: ${answer !== undefined && !answer.ok ? answer.error : 'no token'}`)
}

/** One bit of each part that has any: of a compact token its segments, of an object its members and its additional data. */
export function tampered(token: EncryptedToken): readonly (readonly [string, EncryptedToken])[] {
  if (typeof token === 'string') {
    const segments = token.split('.')
    return segments.flatMap((segment, index) =>
      segment === '' ? [] : [[`segment ${index}`, segments.with(index, flipped(segment)).join('.')] as const],
    )
  }
  return ['protected', 'aad', 'iv', 'ciphertext', 'tag'].flatMap((member) => {
    const text = token[member]
    return typeof text !== 'string' ? [] : [[member, { ...token, [member]: flipped(text) }] as const]
  })
}

function flipped(segment: string): string {
  const octets = Buffer.from(segment, 'base64url')
  return Buffer.from(octets.map((octet, index) => (index === octets.length >> 1 ? octet ^ 1 : octet))).toString(
    'base64url',
  )
}

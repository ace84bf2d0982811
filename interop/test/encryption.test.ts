/**
 * Encrypted tokens to and fro between this library, on each backend, and every other implementation that is installed:
 * each `alg` with each kind of key and each `enc` that both have. Each direction of a peer is one batch.
 */
import { readdirSync } from 'node:fs'
import { jwe } from '@jose/backend-node'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  type EncryptionAnswer,
  type EncryptionPeer,
  encryptionPeers,
  type Form,
  formsOf,
  installHint,
  miswritten,
  type Pair,
  pairsOf,
  toEncrypt,
} from '../src/index.ts'
import { type Backend, backends } from './backends.ts'
import {
  decrypt,
  type Exchange,
  plaintextOf,
  readersOf,
  type Sent,
  sendAll,
  sends,
  tampered,
  tokenIn,
} from './exchanges.ts'

const present = await encryptionPeers()

for (const peer of present) describe(`${peer.name} ${peer.version}`, { timeout: 30_000 }, () => exchange(peer))

// Every implementation that was ever recorded is one to expect.
for (const file of readdirSync(new URL('../../conformance/vectors/peers/encrypted/', import.meta.url))) {
  const name = file.replace('.json', '')
  if (present.some((peer) => peer.name === name)) continue
  it.skip(`${name} is not installed on this machine: ${installHint([name])}`, () => {})
}

function exchange(peer: EncryptionPeer): void {
  const pairs = pairsOf(peer)
  const forms = [...pairs.map(asForm), ...formsOf(peer)]
  const theirs = forms.map((form, turn): Exchange => ({ id: `${turn}`, form, plaintext: plaintextOf(form, turn) }))
  const ours = theirs.flatMap(({ form, plaintext }, turn) =>
    backends
      .filter((backend) => sends(backend, form))
      .flatMap((backend) =>
        form.recipients.map(
          (reader, of): Sent => ({ id: `${backend.name} ${turn} ${of}`, form, plaintext, backend, reader }),
        ),
      ),
  )
  // Asked now and awaited later, so that all peers are at work at the same time.
  const asked = Promise.all([
    peer.encrypt(theirs.map(({ form, id, plaintext }) => toEncrypt(form, id, plaintext))),
    sendAll(ours).then(peer.decrypt),
  ])
  asked.catch(() => {}) // it is beforeAll that fails
  let written: ReadonlyMap<string, EncryptionAnswer>
  let read: ReadonlyMap<string, EncryptionAnswer>

  beforeAll(async () => {
    const [tokens, verdicts] = await asked
    written = new Map(tokens.map((answer) => [answer.id, answer]))
    read = new Map(verdicts.map((answer) => [answer.id, answer]))
  }, 120_000)

  for (const [title, ofKind] of Map.groupBy(forms, titleOf)) {
    const good = theirs.filter(({ form }) => ofKind.includes(form) && misuse(peer, form) === undefined)
    const bad = theirs.filter(({ form }) => ofKind.includes(form) && misuse(peer, form) !== undefined)
    const sent = ours.filter(({ form }) => ofKind.includes(form))
    const readable = good.flatMap((one) => readersOf(one))

    if (good.length > 0) {
      it(`${title}: we decrypt ${good.length} tokens of ${peer.name}, ${readable.length} times`, async () => {
        for (const { id, form, plaintext, backend, reader } of readable) {
          const decrypted = await decrypt(backend, tokenIn(written.get(id), id), form, reader)
          expect(decrypted, `${id} on ${backend.name}`).toEqual({ text: plaintext, aad: form.aad })
        }
      })

      it(`${title}: we refuse tampered tokens of ${peer.name}`, async () => {
        for (const one of good.slice(0, 2)) {
          const [reader] = one.form.recipients as [Sent['reader']]
          for (const [what, token] of tampered(tokenIn(written.get(one.id), one.id))) {
            await expect(decrypt(backends[0] as Backend, token, one.form, reader), what).rejects.toBeInstanceOf(
              jwe.JWEError,
            )
          }
        }
      })
    }

    for (const [reason, ofReason] of Map.groupBy(bad, ({ form }) => misuse(peer, form))) {
      it(`${title}: we refuse ${ofReason.length} tokens of ${peer.name}: ${reason}`, async () => {
        for (const { id, form, backend, reader } of ofReason.flatMap((one) => readersOf(one))) {
          const refused = decrypt(backend, tokenIn(written.get(id), id), form, reader)
          const message = expect.stringMatching(/must have 12 bytes.* it has 16$|is not one raw DEFLATE stream/)
          await expect(refused).rejects.toMatchObject({ code: 'ERR_JWE_INVALID', message })
        }
      })
    }

    // python-jose inflates zlib streams only, which is not what RFC 7516 means.
    const forPeer = sent.filter(({ form }) => peer.name !== 'python-jose' || form.protected?.zip === undefined)
    if (forPeer.length === 0) continue
    it(`${title}: ${peer.name} decrypts ${forPeer.length} tokens of ours`, () => {
      for (const { id, plaintext } of forPeer) expect(read.get(id)).toStrictEqual({ id, ok: true, plaintext })
    })
  }
}

/** A pair as the compact token that it makes. */
function asForm({ algorithm, encryption, keyName }: Pair): Form {
  return { name: '', serialization: 'compact', encryption, recipients: [{ algorithm, keyName }] }
}

/** All encryptions of an algorithm with a kind of key are one test; so is each further form. */
function titleOf({ name, encryption, recipients }: Form): string {
  if (name !== '') return `${name}, ${encryption} for ${recipients.map(({ algorithm }) => algorithm).join(' and ')}`
  const [{ algorithm, keyName }] = recipients as [Form['recipients'][number]]
  return algorithm === 'dir' ? 'dir' : `${algorithm} with ${keyName}`
}

function misuse(peer: EncryptionPeer, { encryption, protected: members }: Form): string | undefined {
  return miswritten(peer, { encryption, zip: members?.zip })
}

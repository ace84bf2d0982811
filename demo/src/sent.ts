import { jwk } from '@jose/backend-node'
import { contentEncryptions, type Key, keyManagementAlgorithms } from '@jose/core'
import { type EncryptionPeer, encryptionPeers, type JWK, pairsOf } from '@jose-internal/interop'
import { type Backend, backends } from './backends.ts'
import { type Findings, heading, mark, showPresence } from './report.ts'
import { type Cell, table } from './table.ts'
import { duration } from './text.ts'

const encryptions = Object.keys(contentEncryptions)
const plaintext = 'for Zoë alone: 日本語 🎉'
// jose reads no more than 10,000 iterations, jwcrypto 16,384.
const iterations = 8192

/** A token for a fresh key by every algorithm and `enc`, given to the other implementations. `known` are all that could be here. */
export async function showSent(known: readonly string[]): Promise<Findings> {
  heading('Tokens encrypted now, for fresh keys, and decrypted by the installed implementations')
  const sent: Sent[] = []
  for (const kind of kinds) sent.push(...(await send(kind)))
  const present = await encryptionPeers()
  const verdicts = await Promise.all(present.map((peer) => decryptedBy(peer, sent)))

  const rows = kinds.map((kind): Cell[] => {
    const own = sent.filter((one) => one.kind === kind)
    const [{ key, token, milliseconds }] = own as [Sent]
    const cells = verdicts.map((found) => cellFor(own.flatMap((one) => found.get(one) ?? [])))
    return [kind.algorithm, key, `${token.length}`, duration(milliseconds), ...cells]
  })
  const right = (title: string) => ({ title, align: 'right' as const })
  const columns = [{ title: 'algorithm' }, { title: 'key' }, right('size'), right('encrypt')]
  console.log(table([...columns, ...present.map(({ name }) => ({ title: name }))], rows))
  console.log(`\na row is a token by each enc: ${encryptions.join(', ')};`)
  console.log(`they are made by ${backends.map(({ name }) => name).join(', ')} in turn, size and time are of the first`)
  console.log('– the implementation has no such algorithm or key; of fewer, not with the other encs')
  showPresence(present, known)

  const answers = verdicts.flatMap((found, index) => [...found].map(([one, problem]) => ({ one, problem, index })))
  const surprises = answers.flatMap(({ one: { kind, encryption }, problem, index }) =>
    problem === '' ? [] : [`${present[index]?.name} does not decrypt our ${kind.algorithm} ${encryption}: ${problem}`],
  )
  const decryptions = `${answers.length - surprises.length} of ${answers.length} decryptions by ${present.length} others`
  return { summary: `${sent.length} tokens encrypted, ${decryptions} succeeded`, surprises }
}

/** An algorithm, with one of the curves where it has several. */
interface Kind {
  readonly algorithm: string
  readonly curve: string | undefined
}

const kinds: readonly Kind[] = Object.values(keyManagementAlgorithms).flatMap(({ name: algorithm, curves }) =>
  (curves ?? [undefined]).map((curve) => ({ algorithm, curve })),
)

interface Sent {
  readonly kind: Kind
  readonly encryption: string
  /** The kind of key, such as `RSA 2048`. */
  readonly key: string
  readonly token: string
  /** What a reader needs: the private key, or the secret. */
  readonly jwk: JWK
  readonly milliseconds: number
}

/** A token by each `enc`. */
async function send(kind: Kind): Promise<readonly Sent[]> {
  const { algorithm, curve } = kind
  const able = backends.filter((backend) => backend.has(algorithm, curve))
  const one = algorithm === 'dir' ? undefined : await keyFor(kind)
  const sent: Sent[] = []
  for (const [turn, encryption] of encryptions.entries()) {
    const key = one ?? (await jwk.generate(encryption))
    const [readers, writers] = [await bare(key, true), await bare(key, key.type === 'secret')]
    const { jwe } = able[turn % able.length] as Backend
    const options = { algorithm, encryption, ...(algorithm.startsWith('PBES2') ? { p2c: iterations } : {}) }
    const start = performance.now()
    const token = await jwe.encrypt(plaintext, writers, options)
    const milliseconds = performance.now() - start
    sent.push({ kind, encryption, key: key.crv ?? `${key.kty} ${key.bits}`, token, jwk: readers, milliseconds })
  }
  return sent
}

function keyFor({ algorithm, curve }: Kind): Promise<Key> {
  return jwk.generate(algorithm, curve === undefined ? {} : { curve })
}

/** The key without what it is for: of `dir` that is the `enc`, which not everybody expects there. */
async function bare(key: Key, whole: boolean): Promise<JWK> {
  const { alg: _, use: __, key_ops: ___, ...members } = await key.toJwk({ private: whole })
  return members
}

/** What the peer has against our tokens: nothing is an empty text. Those it has no means for are not there. */
async function decryptedBy(peer: EncryptionPeer, sent: readonly Sent[]): Promise<ReadonlyMap<Sent, string>> {
  const pairs = pairsOf(peer)
  const both = sent.filter(({ kind: { algorithm, curve }, encryption }) =>
    pairs.some(
      (pair) =>
        pair.algorithm === algorithm &&
        pair.encryption === encryption &&
        (curve === undefined || curve === pair.keyName),
    ),
  )
  const requests = both.map(({ kind: { algorithm }, encryption, jwk: key, token }, index) => {
    return { id: `${index}`, algorithm, encryption, key, token }
  })
  const answers = await peer.decrypt(requests)
  return new Map(
    both.map((one, index) => {
      const answer = answers[index]
      if (answer === undefined || answer.id !== `${index}`) return [one, 'no answer']
      if (!answer.ok) return [one, answer.error]
      return [one, answer.plaintext === plaintext ? '' : 'it reads another plaintext']
    }),
  )
}

function cellFor(problems: readonly string[]): Cell {
  if (problems.length === 0) return '–'
  const good = problems.filter((problem) => problem === '')
  return mark(good.length === problems.length, `${good.length}/${problems.length}`)
}

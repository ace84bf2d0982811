/**
 * Records conformance/vectors/peers/encrypted/*.json: tokens that other implementations encrypted for the keys of
 * encryption-keys.json. Each algorithm comes with each kind of key, and every `enc` with some of them.
 *
 * Run with Node 24 or later: `node interop/record/encrypted.mjs [name of one peer]`, after installing interop's
 * dependencies, python-jose and jwcrypto for a Python, and the command `jose` of latchset.
 * Encryption is random: the tokens are others each time.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { encryptionPeers, formsOf, miswritten, pairsOf, readerKey, toEncrypt } from '../src/index.ts'

const here = (path) => fileURLToPath(new URL(path, import.meta.url))
const { texts, claims } = JSON.parse(readFileSync(here('cases.json'), 'utf8'))
const plaintexts = [...texts, ...Object.values(claims).map((set) => JSON.stringify(set))]
const directory = here('../../conformance/vectors/peers/encrypted/')
const [only] = process.argv.slice(2)

mkdirSync(directory, { recursive: true })
for (const peer of await encryptionPeers()) {
  if (only !== undefined && only !== peer.name) continue
  const planned = plan(peer)
  const answers = await peer.encrypt(planned.map((form, turn) => toEncrypt(form, String(turn), textFor(turn))))
  const encrypted = answers.flatMap(({ ok, token, error }, turn) => {
    if (!ok) throw new Error(`${peer.name}, ${planned[turn].name}: ${error}`)
    return entries(peer, planned[turn], token, textFor(turn))
  })
  const source = `${peer.name} ${peer.version}`
  const document = { source, script: 'interop/record/encrypted.mjs', tokens: [], encrypted }
  writeFileSync(`${directory}${peer.name}.json`, `${JSON.stringify(document, null, 2)}\n`)
  console.log(`${source}: ${encrypted.length} encrypted tokens`)
}

/** `dir` with every enc; each other algorithm and kind of key with two, by turns; then the special forms. */
function plan(peer) {
  const pairs = pairsOf(peer)
  const kinds = Map.groupBy(pairs, ({ algorithm, keyName }) => (algorithm === 'dir' ? algorithm : `${algorithm} ${keyName}`))
  const chosen = [...kinds.values()].flatMap((ofKind, turn) =>
    ofKind.filter(({ algorithm }, index) => algorithm === 'dir' || (index + turn) % Math.ceil(ofKind.length / 2) === 0),
  )
  const forms = formsOf(peer)
  return [
    ...chosen.map(({ algorithm, encryption, keyName }, turn) => ({
      name: ['dir', 'PBES2'].some((name) => algorithm.startsWith(name)) ? 'compact' : keyName,
      serialization: 'compact',
      encryption,
      recipients: [{ algorithm, keyName }],
      ...(turn % 3 === 0 ? { protected: { kid: readerKey(keyName, 'private').kid } } : {}),
    })),
    ...forms,
  ]
}

/** One entry for each recipient. */
function entries(peer, form, token, payload) {
  const { name, serialization, encryption, recipients, aad } = form
  return recipients.map(({ algorithm, keyName }, index) => {
    const header = headerOf(token, index)
    if (header.alg !== algorithm || header.enc !== encryption) throw new Error(`${name}: another algorithm`)
    const refused = miswritten(peer, { encryption, zip: header.zip })
    return {
      name: `${algorithm} ${encryption}, ${name}`,
      // Some write one recipient of a general token as a flattened one.
      serialization: serialization === 'general' && token.recipients === undefined ? 'flattened' : serialization,
      algorithm,
      encryption,
      token,
      key: { jwk: readerKey(keyName, 'private') },
      header,
      payload,
      ...(aad === undefined ? {} : { aad }),
      ...(refused === undefined ? {} : { refused }),
    }
  })
}

function headerOf(token, index) {
  const compact = typeof token === 'string'
  const segment = compact ? token.split('.')[0] : token.protected
  const own = compact ? undefined : token.recipients === undefined ? token.header : token.recipients[index].header
  return { ...JSON.parse(Buffer.from(segment, 'base64url').toString()), ...token.unprotected, ...own }
}

function textFor(turn) {
  return plaintexts[turn % plaintexts.length]
}

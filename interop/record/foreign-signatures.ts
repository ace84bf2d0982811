/**
 * Records conformance/vectors/foreign-signatures.json: what other tools sign and encrypt by the keys of keys.json.
 *
 * Run with Node 24 or later: `node interop/record/foreign-signatures.ts`, with OpenSSL 3, OpenSSH 9, a JDK and python's `cryptography`.
 * OpenSSH gets its keys in its own form, from foreign-keys.json.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type KeyQuestion, keyTools } from '../tools/index.ts'

const at = (name: string): string => fileURLToPath(new URL(`../../conformance/vectors/${name}`, import.meta.url))
const read = (name: string) => JSON.parse(readFileSync(at(name), 'utf8'))
const keys: { readonly [name: string]: { readonly privatePem: string; readonly publicPem: string } } = read('keys.json')
const foreign: readonly { readonly name: string; readonly text: string }[] = read('foreign-keys.json').keys

const data = new TextEncoder().encode('signed by another tool')
const contentKey = Uint8Array.from({ length: 32 }, (_, index) => 255 - index)
const base64url = (octets: Uint8Array): string => Buffer.from(octets).toString('base64url')

/** The name of the test key that an algorithm takes. */
const keyOf = (algorithm: string): string => (/^[RP]S/.test(algorithm) ? 'RS256' : algorithm)

const signatures: object[] = []
const wrapped: object[] = []
for (const tool of keyTools) {
  if (tool.lack !== undefined) throw new Error(tool.lack)
  const privateOf = (name: string): string =>
    tool.encrypts
      ? (keys[name]?.privatePem ?? '')
      : (foreign.find((key) => key.name === `${name} OpenSSH` && key.text.includes('OPENSSH'))?.text ?? '')
  const signing = tool.algorithms.map(
    (algorithm): KeyQuestion => ({ ask: 'sign', algorithm, key: privateOf(keyOf(algorithm)), data }),
  )
  const encrypting: KeyQuestion = { ask: 'encrypt', key: keys.RS256?.publicPem ?? '', data: contentKey }
  const answers = tool.answer(tool.encrypts ? [...signing, encrypting] : signing)
  const by = tool.name
  for (const [index, algorithm] of tool.algorithms.entries()) {
    const signature = base64url(answers[index] as Uint8Array)
    signatures.push({ by, algorithm, key: keyOf(algorithm), data: base64url(tool.signed(data)), signature })
  }
  if (tool.encrypts) wrapped.push({ by, algorithm: 'RSA-OAEP-256', key: 'RS256', wrapped: base64url(answers.at(-1) as Uint8Array) })
}

const comment = 'What other tools sign and encrypt by the keys of keys.json; octets in base64url. OpenSSH signs what its PROTOCOL.sshsig puts around the data.'
const script = 'interop/record/foreign-signatures.ts'
const content = { comment, script, signatures, contentKey: base64url(contentKey), wrapped }
writeFileSync(at('foreign-signatures.json'), `${JSON.stringify(content, undefined, 2)}\n`)
process.stdout.write(`${signatures.length} signatures, ${wrapped.length} wrapped keys\n`)

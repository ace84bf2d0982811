import { fileURLToPath } from 'node:url'
import { type KeyTool, type Question, versionOf, type Written, workshop } from './key-tool.ts'

const source = fileURLToPath(new URL('KeyTool.java', import.meta.url))
const { directory, run } = workshop()
const { name } = versionOf('java', '-version')
// A runtime alone cannot compile the program.
const compiler = versionOf('javac', '-version')

const base64 = (octets: Uint8Array): string => Buffer.from(octets).toString('base64')

function octetsOf(key: Written): Uint8Array {
  return typeof key === 'string' ? Buffer.from(key.replace(/-----.*-----|\s/g, ''), 'base64') : key.der
}

function lineOf(question: Question): string {
  if (question.ask === 'make') return `make ${question.algorithm}`
  const algorithm = 'algorithm' in question ? question.algorithm : 'RSA'
  const signature = question.ask === 'verify' ? ` ${base64(question.signature)}` : ''
  return `${question.ask} ${algorithm} ${base64(octetsOf(question.key))} ${base64(question.data)}${signature}`
}

/** Short programs start sooner so. */
const quick = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC']

let isCompiled = false

/** One process for all. */
function ask(questions: readonly Question[]): readonly (readonly Buffer[])[] {
  if (!isCompiled) run('javac', [...quick.map((option) => `-J${option}`), '-d', directory, source])
  isCompiled = true
  const input = `${questions.map(lineOf).join('\n')}\n`
  const output = run('java', [...quick, '-cp', directory, 'KeyTool'], input).toString()
  return output
    .trimEnd()
    .split('\n')
    .map((line) => line.split(' ').map((word) => Buffer.from(word, 'base64')))
}

/** `java.security`, whose keys are PKCS#8 and SPKI in DER. */
export const java: KeyTool = {
  name: `Java ${/"([^"]+)"/.exec(name)?.[1] ?? ''}`.trim(),
  lack: compiler.lack === undefined ? undefined : 'no JDK is installed',
  algorithms: ['RS256', 'RS512', 'PS256', 'PS512', 'ES256', 'ES384', 'ES512', 'Ed25519', 'Ed448'],
  encrypts: true,
  signed: (data) => data,
  make: (algorithms) =>
    ask(algorithms.map((algorithm) => ({ ask: 'make', algorithm }))).map(([secret, half]) => ({
      private: { der: secret as Buffer },
      public: { der: half as Buffer },
    })),
  answer: (questions) => ask(questions).map(([octets]) => octets as Buffer),
}

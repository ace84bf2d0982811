import { fileURLToPath } from 'node:url'
import { type KeyTool, type Question, versionOf, type Written, workshop } from './key-tool.ts'

const script = fileURLToPath(new URL('python_keys.py', import.meta.url))
const { run } = workshop()

// A distribution's packages belong to its own interpreter, which need not be the first on the PATH.
const found = ['python3', '/usr/bin/python3']
  .map((interpreter) => ({ interpreter, ...versionOf(interpreter, script, '--version') }))
  .find(({ lack }) => lack === undefined)

/** Octets go as base64. */
function ask<T>(questions: readonly Question[]): readonly T[] {
  const text = JSON.stringify(questions, (_, value) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('base64') : (value as unknown),
  )
  return JSON.parse(run(found?.interpreter ?? '', [script], text).toString()) as T[]
}

/** The package `cryptography`, whose keys are PKCS#8 and SPKI in PEM. */
export const python: KeyTool = {
  name: found?.name ?? 'python cryptography',
  lack: found === undefined ? "no python with the package 'cryptography' is installed" : undefined,
  algorithms: ['RS256', 'RS512', 'PS256', 'PS512', 'ES256', 'ES384', 'ES512', 'ES256K', 'Ed25519', 'Ed448'],
  encrypts: true,
  signed: (data) => data,
  make: (algorithms) =>
    ask<{ private: Written; public: Written }>(algorithms.map((algorithm) => ({ ask: 'make', algorithm }))),
  answer: (questions) => ask<string>(questions.map(plain)).map((text) => Buffer.from(text, 'base64')),
}

/** Buffers write themselves as JSON before anybody is asked how. */
function plain<Q extends object>(question: Q): Q {
  return Object.fromEntries(
    Object.entries(question).map(([name, value]) => [
      name,
      value instanceof Uint8Array ? Uint8Array.from(value) : value,
    ]),
  ) as Q
}

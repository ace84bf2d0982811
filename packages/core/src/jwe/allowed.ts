import { checkNames } from '../options.ts'
import { contentEncryptions, keyManagementAlgorithms } from '../registry/jwe.ts'

/** What a token may choose from when the caller names nothing: whatever the key fits, but never what must be asked for. */
const byDefault = /* @__PURE__ */ Object.values(keyManagementAlgorithms)
  .filter(({ status }) => status === 'current')
  .map(({ name }) => name)

/** The `alg` names a token may have. Throws `TypeError` for names that do not exist. */
export function allowedAlgorithms(algorithms: unknown): readonly string[] {
  return algorithms === undefined ? byDefault : namesOf(algorithms, 'algorithms', keyManagementAlgorithms)
}

/** The `enc` names a token may have. Throws `TypeError` for names that do not exist. */
export function allowedEncryptions(encryptions: unknown): readonly string[] {
  return encryptions === undefined
    ? Object.keys(contentEncryptions)
    : namesOf(encryptions, 'encryptions', contentEncryptions)
}

function namesOf(value: unknown, option: string, table: { readonly [name: string]: unknown }): readonly string[] {
  const names = typeof value === 'string' ? [value] : checkNames(value, option)
  if (names.length === 0 || !names.every((name) => table[name] !== undefined)) {
    throw new TypeError(`The option '${option}' takes names out of ${Object.keys(table).join(', ')}`)
  }
  return [...names]
}

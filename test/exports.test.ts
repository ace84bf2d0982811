// Whoever changes the backend changes one import: the packages export the same names, but for what makes a backend.
import * as forge from '@jose/backend-forge'
import * as node from '@jose/backend-node'
import * as webcrypto from '@jose/backend-webcrypto'
import * as core from '@jose/core'
import { expect, it } from 'vitest'

const packages = { node, webcrypto, forge }
const own = { node: ['nodeBackend'], webcrypto: ['webcryptoBackend', 'webcryptoSignatures'], forge: ['forgeBackend'] }

it.each(['node', 'webcrypto', 'forge'] as const)('%s exports what the others do', (name) => {
  const shared = Object.keys(packages[name]).filter((exported) => !own[name].includes(exported))
  expect(shared.sort()).toEqual(['backend', 'jwe', 'jwk', 'jwks', 'jws', 'jwt', 'supports', ...ofCore()].sort())
})

/** Of core's: every error, and what an application needs beside the namespaces. */
function ofCore(): readonly string[] {
  const errors = Object.entries(core).filter(([, value]) => typeof value === 'function' && isError(value))
  return [...errors.map(([name]) => name), 'base64url', 'createJose', 'policies', 'version']
}

function isError(value: object): boolean {
  return value === core.JOSEError || Object.prototype.isPrototypeOf.call(core.JOSEError, value)
}

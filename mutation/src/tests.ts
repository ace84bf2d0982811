import { globSync } from 'node:fs'

/** What is not run against mutants, and why. */
const leftOut: { readonly [file: string]: string } = {
  'packages/core/test/jwks-rotation.test.ts': 'a load test of seconds by the real clock',
  'packages/core/test/key-tools.test.ts': 'starts openssl and ssh-keygen',
  'packages/core/test/key-exchange.test.ts': 'makes RSA keys in JavaScript for seconds',
  'packages/core/test/key-verdicts.test.ts': 'random keys, so that a mutant could die by chance',
  'packages/backend-node/test/fips.test.ts': 'starts Node under a FIPS provider',
  'packages/backend-webcrypto/test/browser.test.ts': 'starts a bare engine',
  'packages/backend-forge/test/bare-engine.test.ts': 'starts a bare engine',
}

/**
 * The test files that are run against the mutants of a package, from the repository's root: its own, and for core, which
 * has no cryptography, the conformance suite on `node:crypto` in both modes. Test vectors outside the repository are left out.
 */
export function testFilesFor(folder: string): readonly string[] {
  const name = /packages\/([\w-]+)/.exec(folder)?.[1] ?? 'core'
  const own = globSync(`packages/${name}/test/*.test.ts`)
  const files = name === 'core' ? ['packages/backend-node/test/conformance.test.ts', ...own] : own
  return files.filter((file) => leftOut[file] === undefined && !/(wycheproof|rfc7520)\.test\.ts$/.test(file)).sort()
}

/** Cases that are not run against mutants: of what they cover, quicker ones tell the same. */
export function isLeftOut(test: string): boolean {
  return /100 MB|310,000|keys mutated > |pieces of one octet|kid of 1 MB|drive out the caller’s/.test(test)
}

/** A case of the conformance suite that is there in the other mode too. */
export function isAsyncTwin(test: string): boolean {
  return /^(node|forge) async: /.test(test)
}

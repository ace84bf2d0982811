import { jwe, jwt } from '@jose/backend-node'
import type { KeyInput } from '@jose/core'
import type { TokenRequest } from './arguments.ts'
import { expectations, helpful } from './expected.ts'
import { section } from './sections.ts'
import { duration, json, styled } from './text.ts'

export function isEncrypted(token: string): boolean {
  return token.split('.').length === 5
}

/** The header of an encrypted token, which is all that can be seen without a key. */
export function showSealed(token: string): void {
  const header = jwe.getUnverifiedHeader(token)
  const named = header.kid === undefined ? '' : ` ${json(header.kid)}`
  console.log(styled('yellow', 'UNVERIFIED: anyone could have written this header. Do not trust what it says.'))
  console.log(section('header (UNVERIFIED)', header))
  console.log(`\nmissing: the reader's key${named} for ${json(header.alg)}: give --secret TEXT or --key FILE`)
}

/** A JSON object is claims, which are checked; anything else is shown as it is. RSA1_5 and PBES2 must be asked for. */
export async function showDecrypted(token: string, key: KeyInput, request: TokenRequest): Promise<void> {
  const algorithms = request.algorithms.length > 0 ? { algorithms: request.algorithms } : {}
  const start = performance.now()
  const { header, text } = await jwe.decrypt(token, key, algorithms)
  const milliseconds = performance.now() - start
  const expected = expectations(request)
  console.log(section('header', header))
  if (/^\s*\{/.test(text()) || Object.keys(expected).length > 0) {
    const claims = await jwt.decrypt<object>(token, key, { ...algorithms, ...expected }).catch((error: unknown) => {
      throw helpful(error, request)
    })
    console.log(section('claims', claims))
  } else {
    console.log(section('plaintext', text()))
    if (header.cty === 'JWT') console.log('\nThe plaintext is a signed token in turn: it is not verified yet')
  }
  console.log(`\n${styled('green', '✓ decrypted')} by ${header.alg} with ${header.enc} in ${duration(milliseconds)}`)
}

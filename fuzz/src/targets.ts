import type { Target } from './target.ts'
import { target as claims } from './targets/claims.ts'
import { target as compact } from './targets/compact.ts'
import { target as der } from './targets/der.ts'
import { target as encryptedHeader } from './targets/encrypted-header.ts'
import { target as encryptedKey } from './targets/encrypted-key.ts'
import { target as inflate } from './targets/inflate.ts'
import { target as jweJson } from './targets/jwe-json.ts'
import { target as jwk } from './targets/jwk.ts'
import { target as jwks } from './targets/jwks.ts'
import { target as jwsJson } from './targets/jws-json.ts'
import { target as keyText } from './targets/key-text.ts'
import { target as openssh } from './targets/openssh.ts'
import { target as planted } from './targets/planted.ts'
import { target as signedHeader } from './targets/signed-header.ts'

/** All readers, by the name of their file. */
export const targets: { readonly [name: string]: Target } = {
  claims,
  compact,
  der,
  'encrypted-header': encryptedHeader,
  'encrypted-key': encryptedKey,
  inflate,
  'jwe-json': jweJson,
  jwk,
  jwks,
  'jws-json': jwsJson,
  'key-text': keyText,
  openssh,
  'signed-header': signedHeader,
}

/** Which are no readers of the library's: they show that a run finds what is there. */
export const controls: { readonly [name: string]: Target } = { planted }

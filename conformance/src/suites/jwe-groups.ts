import { skip } from '../skip.ts'
import type { Suite } from '../suite.ts'
import { encryptionFindings } from './encryption-findings.ts'
import { jweEncrypt } from './jwe.ts'
import { jweAlgorithms } from './jwe-algorithms.ts'
import { jweAllowed } from './jwe-allowed.ts'
import { jweChanges } from './jwe-changes.ts'
import { jweChangesOfKeys } from './jwe-changes-keys.ts'
import { jweFailure } from './jwe-failure.ts'
import { jweHeader } from './jwe-header.ts'
import { jweJson } from './jwe-json.ts'
import { jweJsonStrict } from './jwe-json-strict.ts'
import { jweKeys } from './jwe-keys.ts'
import { jweLarge } from './jwe-large.ts'
import { jweLimits } from './jwe-limits.ts'
import { jweOwnKey } from './jwe-own-key.ts'
import { jweParameters } from './jwe-parameters.ts'
import { jwePolicy } from './jwe-policy.ts'
import { jweStrict } from './jwe-strict.ts'
import { jweVectors } from './jwe-vectors.ts'
import { jweWork } from './jwe-work.ts'
import { jwsJson } from './jws-json.ts'
import { jwsJsonSeveral } from './jws-json-several.ts'
import { jwsJsonStrict } from './jws-json-strict.ts'
import { jwtEncrypted } from './jwt-encrypted.ts'
import { jwtEncryptedNested } from './jwt-encrypted-nested.ts'
import { nativeEncryption } from './native-encryption.ts'

/** The groups of cases about encryption, and about the JSON forms. */
export const encryption: { readonly [name: string]: Suite } = {
  jwe: onBasics(jweEncrypt),
  'jwe algorithms': jweAlgorithms,
  'jwe vectors': onBasics(jweVectors),
  'jwe header': onBasics(jweHeader),
  'jwe allowed': onBasics(jweAllowed),
  'jwe keys': onBasics(jweKeys),
  'jwe failure': onBasics(jweFailure),
  'jwe parameters': onBasics(jweParameters),
  'jwe strict': onBasics(jweStrict),
  'jwe large': onBasics(jweLarge),
  'jwe limits': onBasics(jweLimits),
  'jwe json': onBasics(jweJson),
  'jwe json strict': onBasics(jweJsonStrict),
  'jwe own key': onBasics(jweOwnKey),
  'jwe policy': onBasics(jwePolicy),
  'jwe changes': onBasics(jweChanges),
  'jwe changes of keys': onBasics(jweChangesOfKeys),
  'jwe work': onBasics(jweWork),
  'native encryption': onBasics(nativeEncryption),
  'encryption findings': onBasics(encryptionFindings),
  'jws json': jwsJson,
  'jws json several': jwsJsonSeveral,
  'jws json strict': jwsJsonStrict,
  'jwt encrypted': onBasics(jwtEncrypted),
  'jwt encrypted nested': onBasics(jwtEncryptedNested),
}

/** What the cases about the format take for granted: a backend without one of these encrypts too little to be asked. */
const basics = [
  'A128GCM',
  'A256GCM',
  'A128CBC-HS256',
  'A128KW',
  'A256KW',
  'A128GCMKW',
  'RSA-OAEP',
  'RSA-OAEP-256',
  'PBES2-HS256+A128KW',
]

function onBasics(suite: Suite): Suite {
  return (o, it) =>
    suite(o, (title, body) =>
      it(title, () => {
        const missing = basics.find((name) => !o.jose.supports(name)) ?? missingAgreement(o)
        if (missing !== undefined)
          skip(`${o.backend.name} has no ${missing}, on which the cases about encryption stand`)
        return body()
      }),
    )
}

function missingAgreement({ jose }: Parameters<Suite>[0]): string | undefined {
  return jose.supports('ECDH-ES', { curve: 'P-256' }) ? undefined : 'ECDH-ES on P-256'
}

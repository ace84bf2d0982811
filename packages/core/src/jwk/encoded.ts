import type { Bytes, KeyMaterial } from '../backend.ts'
import type { Engine } from '../engine.ts'
import { InvalidKeyError } from '../errors.ts'
import type { Maybe } from '../maybe.ts'
import { isSshLine } from './armour.ts'
import { parseKeyDer } from './der.ts'
import { decryptKey } from './encrypted-key.ts'
import { parseSshLine } from './openssh.ts'
import { isEncryptedKey } from './pbes2.ts'
import { parsePem } from './pem.ts'

/** The key in PEM, or in a public key's line of OpenSSH. `passphrase` is read only where the key is encrypted. Throws `InvalidKeyError`. */
export function parseEncodedText(engine: Engine, text: string, passphrase: Bytes | undefined): Maybe<KeyMaterial> {
  return isSshLine(text) ? parseSshLine(text) : parsePem(engine, text, passphrase)
}

/** The key in DER. `passphrase` is read only where it is encrypted. Throws `InvalidKeyError`. */
export function parseEncodedDer(engine: Engine, der: Bytes, passphrase: Bytes | undefined): Maybe<KeyMaterial> {
  if (der[0] === 0x2d) throw new InvalidKeyError('The DER looks like PEM: give it without { der }')
  return isEncryptedKey(der) ? decryptKey(engine, der, passphrase) : parseKeyDer(der).material
}

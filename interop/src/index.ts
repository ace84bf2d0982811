import { latchsetPeers } from '../peers/latchset-peer.ts'
import { npmEncryptionPeers } from '../peers/node-jwe-peers.ts'
import { npmPeers } from '../peers/node-peers.ts'
import type { EncryptionPeer, Peer } from './peer.ts'
import { pythonEncryptionPeers, pythonPeers } from './python.ts'

export { type Form, formsOf, readerKey, toEncrypt } from './forms.ts'
export { encryptionKeys, miswritten, type Pair, pairsOf } from './pairs.ts'
export type {
  Answer,
  Claims,
  DecryptRequest,
  EncryptedToken,
  EncryptionAnswer,
  EncryptionPeer,
  EncryptRequest,
  JWK,
  Peer,
  PeerKey,
  Serialization,
  SignRequest,
  VerifyRequest,
} from './peer.ts'

/** The implementations present on this machine: those from npm always, those in Python where Python can import them. */
export async function peers(): Promise<Peer[]> {
  const [npm, python] = await Promise.all([npmPeers(), pythonPeers()])
  return [...npm, ...python]
}

/** As `peers`, those that encrypt; one of them is a command. */
export async function encryptionPeers(): Promise<EncryptionPeer[]> {
  const [python, latchset] = await Promise.all([pythonEncryptionPeers(), latchsetPeers()])
  return [...npmEncryptionPeers(), ...python, ...latchset]
}

/** How to install implementations that are missing. */
export function installHint(names: readonly string[]): string {
  // Debian names a Python package after its module, which these names hold: python-jose is python3-jose, pyjwt python3-jwt.
  const debian = (name: string): string =>
    name === 'latchset-jose' ? 'jose' : `python3-${name.replace(/^py(thon-)?/, '')}`
  const python = names.filter((name) => name !== 'latchset-jose')
  const pip = python.length === 0 ? '' : `pip install ${python.join(' ')}, or `
  return `${pip}apt-get install ${names.map(debian).join(' ')}`
}

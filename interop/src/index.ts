import { npmPeers } from '../peers/node-peers.ts'
import type { Peer } from './peer.ts'
import { pythonPeers } from './python.ts'

export type { Answer, Claims, Peer, PeerKey, SignRequest, VerifyRequest } from './peer.ts'

/** The implementations present on this machine: those from npm always, those in Python where Python can import them. */
export async function peers(): Promise<Peer[]> {
  const [npm, python] = await Promise.all([npmPeers(), pythonPeers()])
  return [...npm, ...python]
}

/** How to install Python implementations that are missing. */
export function installHint(names: readonly string[]): string {
  // Debian names a Python package after its module, which these names hold: python-jose is python3-jose, pyjwt python3-jwt.
  const debian = names.map((name) => `python3-${name.replace(/^py(thon-)?/, '')}`)
  return `pip install ${names.join(' ')}, or apt-get install ${debian.join(' ')}`
}

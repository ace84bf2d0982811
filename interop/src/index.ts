import { npmPeers } from '../peers/node-peers.ts'
import type { Peer } from './peer.ts'
import { pythonPeers } from './python.ts'

export type { Answer, Claims, Peer, PeerKey, SignRequest, VerifyRequest } from './peer.ts'

/** The implementations present on this machine: those from npm always, those in Python where Python can import them. */
export async function peers(): Promise<Peer[]> {
  const [npm, python] = await Promise.all([npmPeers(), pythonPeers()])
  return [...npm, ...python]
}

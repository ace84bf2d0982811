import { languageCodec } from '../encoding/codec.ts'
import { systemClock } from '../engine.ts'
import { findKeys, type KeySet } from '../token/resolve.ts'
import { Copy, type Ground } from './copy.ts'
import { loadedFromSeed } from './loaded.ts'
import { type JwksSnapshot, type RemoteOptions, remoteSettings } from './remote-options.ts'

/** A set of public keys that a server publishes, kept up to date. To be given as the key. */
export interface RemoteKeySet extends KeySet {
  /** Fetch the set now, whatever its age. Throws `JWKSError`; the set from before stays then. */
  reload(): Promise<void>
  /** The set as it was fetched last, to seed another with; `undefined` before the first. */
  snapshot(): JwksSnapshot | undefined
}

/**
 * The set behind an address (RFC 7517 §5), fetched when the first token needs it. Throws `TypeError` for an address or
 * options that do not fit, `JWKSError` for a seed that is none.
 */
export function remoteKeySet(
  url: string | { readonly href: string },
  options: RemoteOptions = {},
  { clock, codec }: Ground = { clock: systemClock, codec: languageCodec },
): RemoteKeySet {
  const settings = remoteSettings(url, options)
  return new Remote(new Copy(settings, { clock, codec }, loadedFromSeed(settings, options.seed)))
}

class Remote implements RemoteKeySet {
  readonly [findKeys]: KeySet[typeof findKeys]
  readonly reload: RemoteKeySet['reload']
  readonly snapshot: RemoteKeySet['snapshot']

  // Headers, which may hold credentials, are out of reach of inspection and serialization.
  constructor(copy: Copy) {
    this[findKeys] = (wanted) => copy.find(wanted)
    this.reload = async () => {
      const failure = await copy.load(true)
      if (failure !== undefined) throw failure
    }
    this.snapshot = () => copy.snapshot()
    Object.freeze(this)
  }
}

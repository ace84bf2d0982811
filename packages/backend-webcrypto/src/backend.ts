import type { Backend, Primitives } from '@jose/core'
import { createAbilities } from './abilities.ts'
import { createAgreement } from './agree.ts'
import { createCiphers } from './cipher.ts'
import { codec, decodeBase64url } from './codec.ts'
import { compression, tryCompression } from './deflate.ts'
import { createDerivation } from './derive.ts'
import { backendName } from './failure.ts'
import { createGeneration } from './generate.ts'
import { createDigest } from './hashes.ts'
import { createKeys } from './keys.ts'
import { createMacs } from './mac.ts'
import { createAdopt } from './native-keys.ts'
import { sourceOf, type WebcryptoBackendOptions } from './options.ts'
import { importPrivate } from './private-keys.ts'
import { createSignatures } from './signature.ts'
import { createSupports } from './supports.ts'
import { turn } from './turn.ts'
import { createWraps } from './wrap.ts'

/** A backend that has to try out part of what `supports` tells: `ready` does so. */
export interface WebcryptoBackend extends Backend {
  ready(): Promise<void>
}

/**
 * The cryptography of a WebCrypto, async only. Throws `TypeError` for options that do not exist or do not fit.
 *
 * @example
 * const { jwt } = createJose(webcryptoBackend({ crypto: new Crypto() }), { policy: 'strict' })
 */
export function webcryptoBackend(options: WebcryptoBackendOptions = {}): WebcryptoBackend {
  const source = sourceOf(options)
  const abilities = createAbilities(source)
  const async: Primitives<'async'> = Object.freeze({
    digest: createDigest(source),
    ...createMacs(source, decodeBase64url),
    ...createSignatures(source),
    ...createCiphers(source),
    ...createWraps(source),
    agree: createAgreement(source),
    derive: createDerivation(source),
    ...compression,
    ...createKeys(source, abilities, importPrivate),
    generateKey: createGeneration(source, abilities),
  })
  return Object.freeze({
    name: backendName,
    supports: createSupports(source, abilities),
    ready: async () => {
      await Promise.all([abilities.probeAll(), tryCompression()])
    },
    random: source.random,
    adopt: createAdopt(source),
    ...(codec && { codec }),
    turn,
    cryptography: () => [{ module: 'WebCrypto' }],
    async,
  })
}

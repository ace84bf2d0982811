import { type WebcryptoBackend, webcryptoBackend } from '@jose/backend-webcrypto'
import { Crypto } from '@peculiar/webcrypto'

/** A second WebCrypto behind the same backend. */
export const peculiarBackend: WebcryptoBackend = webcryptoBackend({ crypto: new Crypto() as never })

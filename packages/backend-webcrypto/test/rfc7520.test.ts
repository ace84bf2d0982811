import { Crypto } from '@peculiar/webcrypto'
import { rfc7520 } from '../../../conformance/rfc7520/index.ts'
import { webcryptoBackend } from '../src/index.ts'

rfc7520(webcryptoBackend(), 'webcrypto (native)')
rfc7520(webcryptoBackend({ crypto: new Crypto() }), 'webcrypto (peculiar)')

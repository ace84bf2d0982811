import { Crypto } from '@peculiar/webcrypto'
import { wycheproof } from '../../../conformance/wycheproof/index.ts'
import { webcryptoBackend } from '../src/index.ts'

wycheproof(webcryptoBackend(), 'webcrypto (native)')
wycheproof(webcryptoBackend({ crypto: new Crypto() }), 'webcrypto (peculiar)')

import { cryptoKeysOf } from '../../../packages/backend-webcrypto/test/native.ts'

export { backend } from '@jose/backend-webcrypto'
export const native = cryptoKeysOf(crypto)

export { backend } from '@jose/backend-webcrypto'

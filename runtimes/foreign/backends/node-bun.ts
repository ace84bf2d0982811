import { keyObjects } from '../../../packages/backend-node/test/native.ts'

export { backend } from '@jose/backend-node'

const { 'RSA of 1024 bits': short } = keyObjects.unfit ?? {}

// BoringSSL has none of the other unfit keys.
export const native = { ...keyObjects, unfit: { 'RSA of 1024 bits': short } }

import { keyObjects } from '../../../packages/backend-node/test/native.ts'

export { backend } from '@jose/backend-node'
export const native = keyObjects

export { backend } from '@jose/backend-node'

export { backend } from '@jose/backend-forge'

/** What runs against a core that is not ours. */
export { nodeBackend } from '@jose/backend-node'
export { runSuite } from '../run-suite.ts'

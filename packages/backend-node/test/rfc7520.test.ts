import { rfc7520 } from '../../../conformance/rfc7520/index.ts'
import { nodeBackend } from '../src/index.ts'

rfc7520(nodeBackend())

import { wycheproof } from '../../../conformance/wycheproof/index.ts'
import { nodeBackend } from '../src/index.ts'

wycheproof(nodeBackend())

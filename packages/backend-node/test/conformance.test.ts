import { conformance } from '@jose/conformance'
import { describe, it } from 'vitest'
import { nodeBackend } from '../src/index.ts'

conformance(nodeBackend(), { describe, it })

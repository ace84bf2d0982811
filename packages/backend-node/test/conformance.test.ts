import { conformance, reportText } from '@jose/conformance'
import { afterAll, describe, it } from 'vitest'
import { nodeBackend } from '../src/index.ts'
import { keyObjects } from './native.ts'

const report = conformance(nodeBackend(), { describe, it, native: keyObjects })

afterAll(() => void process.stdout.write(`\n${reportText(report)}\n`))

import { conformance, reportText } from '@jose/conformance'
import { afterAll, describe, it } from 'vitest'
import { webcryptoBackend } from '../src/index.ts'
import { cryptoKeysOf } from './native.ts'

const report = conformance(webcryptoBackend(), { describe, it, native: cryptoKeysOf(crypto) })

afterAll(() => void process.stdout.write(`\n${reportText(report)}\n`))

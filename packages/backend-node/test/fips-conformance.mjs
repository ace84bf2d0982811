// Run by fips.test.ts as `node --force-fips`, on the built packages: the whole conformance suite, then what the policy and the
// report say. Prints one line of JSON.
import { getFips } from 'node:crypto'
import { createJose, nodeBackend } from '@jose/backend-node'
import { conformance } from '@jose/conformance'

const cases = []
const backend = nodeBackend({ fips: 'require' })
const report = conformance(backend, {
  describe: (_title, body) => body(),
  it: (title, body) => cases.push([title, body]),
})
const failures = []
for (const [title, body] of cases) {
  try {
    await body.call({}, { skip: () => {} })
  } catch (error) {
    failures.push(`${title}: ${error}`)
  }
}
const jose = createJose(backend, { policy: 'fips' })
process.stdout.write(`${JSON.stringify({ fips: getFips(), modes: report.modes, failures, report: jose.report() })}\n`)

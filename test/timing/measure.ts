// node --expose-gc measure.ts BACKEND SAMPLES: times a backend, and the same with a mistake, in a process of its own. Prints
// JSON: a list of `Measured`.
import type { Backend, SyncBackend } from '@jose/core'
import { contentContrasts, macContrasts, rsaContrasts, wrapContrasts } from './contrasts.ts'
import { comparingEarly, comparingInSteps } from './leaky.ts'
import { type Contrast, measure } from './sampling.ts'
import { type Difference, isDifferent, tries } from './welch.ts'

/** What was found out about one contrast. */
export interface Measured extends Pick<Contrast, 'name' | 'toldOnly'> {
  /** Whether the backend was one that leaks, to see that it is seen. */
  readonly control: boolean
  /** Of each class, each time. */
  readonly samples: number
  /** One, or all of them where each saw a difference. */
  readonly differences: readonly Difference[]
}

const [name, count] = process.argv.slice(2) as [string, string]
const samples = Number(count)

// How long it takes to write down where an error was made says nothing, and is half of the noise.
Error.stackTraceLimit = 0

const { backend, leaky, rsa } = await subjectOf(name)
const measured: Measured[] = []
for (const contrast of macContrasts(leaky)) measured.push(await ask(contrast, true))
for (const contrast of [...macContrasts(backend), ...contentContrasts(backend), ...wrapContrasts(backend), ...rsa])
  measured.push(await ask(contrast, false))
process.stdout.write(JSON.stringify(measured))

/** Again with new samples while there is a difference; of a control, while there is none. That has to show by far: it has twice the samples. */
async function ask(contrast: Contrast, control: boolean): Promise<Measured> {
  const { name, toldOnly, share } = contrast
  const samplesOfIt = Math.max(100, Math.round(samples * share * (control ? 2 : 1)))
  const differences: Difference[] = []
  const most = toldOnly === undefined ? tries : 1
  while (differences.length < most) {
    const difference = await measure(contrast, samplesOfIt)
    differences.push(difference)
    if (isDifferent(difference) === control) break
  }
  return { name, ...(toldOnly && { toldOnly }), control, samples: samplesOfIt, differences }
}

interface Subject {
  readonly backend: Backend
  readonly leaky: Backend
  readonly rsa: readonly Contrast[]
}

async function subjectOf(name: string): Promise<Subject> {
  if (name === 'webcrypto') {
    const backend = (await import('@jose/backend-webcrypto')).webcryptoBackend()
    return { backend, leaky: comparingInSteps(backend), rsa: await rsaContrasts(backend, 0.1) }
  }
  if (name === 'node') {
    const backend = (await import('@jose/backend-node')).nodeBackend()
    return { backend, leaky: comparingEarly(backend), rsa: await rsaContrasts(backend, 0.1) }
  }
  const backend: SyncBackend = (await import('@jose/backend-forge')).forgeBackend()
  const rsa = await rsaContrasts(backend, 0.01, 'RSA in JavaScript promises no constant time')
  return { backend, leaky: comparingEarly(backend), rsa }
}

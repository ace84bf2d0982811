import { conformance, type NativeKeys } from '@jose/conformance'
import type { Backend } from '@jose/core'
import * as made from '#backend'
import type { Order, Outcome } from './order.ts'

/** The backend, and how its platform's own keys are made, where it has any. */
const { backend, native }: { readonly backend: Backend; readonly native?: NativeKeys } = made

/** What bare engines must lack, and `crypto.subtle`, which pages of insecure origins must. */
const asked = ['TextEncoder', 'TextDecoder', 'URL', 'Buffer', 'atob', 'btoa', 'crypto', 'process', 'require']

/** The cases of the order, one after the other, on the backend that this was built with. */
export async function run({ groups, only, skip, part = { index: 0, of: 1 } }: Order): Promise<Outcome> {
  const cases: { readonly name: string; readonly body: () => unknown }[] = []
  const failed: { readonly name: string; readonly message: string }[] = []
  let group = ''
  const report = conformance(backend, {
    describe(name, body) {
      group = name.slice(backend.name.length + 1)
      body()
    },
    it: (title, body) => cases.push({ name: `${group}: ${title}`, body }),
    ...(native && { native }),
    ...(groups && { groups }),
    ...(skip && { skip }),
  })
  const start = Date.now()
  for (const [index, { name, body }] of cases.entries()) {
    if (index % part.of !== part.index || (only !== undefined && !only.includes(name))) continue
    try {
      await body()
    } catch (error) {
      failed.push({ name, message: error instanceof Error ? error.message : String(error) })
    }
  }
  return {
    milliseconds: Date.now() - start,
    passed: report.modes.reduce((sum, mode) => sum + mode.passed, 0),
    failed,
    skipped: report.modes.flatMap(({ mode, skipped }) =>
      skipped.map((each) => ({ reason: `${mode}: ${each.reason}`, count: each.cases.length })),
    ),
    globals: globals(),
  }
}

function globals(): readonly string[] {
  const { crypto } = globalThis as { readonly crypto?: { readonly subtle?: unknown } }
  const found = asked.filter((name) => name in globalThis)
  return crypto?.subtle === undefined ? found : [...found, 'crypto.subtle']
}

import { conformance, type Skip } from '@jose/conformance'
import { backend } from '#backend'

/** What a runtime is asked to do. */
export interface Order {
  /** Groups of cases; all of them where there are none. */
  readonly groups?: readonly string[]
  /** Cases by name, `mode: group: title`; all of them where there are none. */
  readonly only?: readonly string[]
  readonly skip?: readonly Skip[]
  /** One part of so many, for a runtime that is slow: every so many-th case. */
  readonly part?: { readonly index: number; readonly of: number }
}

/** What came of it: one line of JSON. */
export interface Outcome {
  readonly milliseconds: number
  readonly passed: number
  readonly failed: readonly { readonly name: string; readonly message: string }[]
  readonly skipped: readonly { readonly reason: string; readonly count: number }[]
  /** What the runtime has of what `absent` asks about, so that nobody believes it has nothing when it has. */
  readonly globals: readonly string[]
}

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

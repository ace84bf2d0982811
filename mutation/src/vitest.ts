import {
  ASYMMETRIC_MATCHERS_OBJECT,
  chai,
  customMatchers,
  GLOBAL_EXPECT,
  JestAsymmetricMatchers,
  JestChaiExpect,
  JestExtend,
  setState,
} from '@vitest/expect'
import { fn, isMockFunction, restoreAllMocks, spyOn } from '@vitest/spy'

/** A test as it is registered; `run` has its hooks around it. It throws `Passed` where the test skips itself. */
export interface Test {
  readonly name: string
  readonly timeout: number | undefined
  run(): Promise<void>
}

/** Thrown by a test that ends itself with `context.skip()`. */
export class Passed extends Error {}

type Body = (...given: readonly unknown[]) => unknown
type Register = (name: string, ...rest: readonly unknown[]) => void
interface Hooks {
  readonly before: (() => unknown)[]
  readonly after: (() => unknown)[]
}

/**
 * As much of vitest's module as the test files use, for one evaluation of one of them: it only collects the tests. `expect`
 * and the spies are vitest's own.
 */
export function vitestModule(tests: Test[]): { readonly [name: string]: unknown } {
  const path: { readonly name: string; readonly hooks: Hooks }[] = [{ name: '', hooks: { before: [], after: [] } }]

  const describe: Register = (name, ...rest) => {
    path.push({ name, hooks: { before: [], after: [] } })
    bodyOf(rest)()
    path.pop()
  }
  const it: Register = (name, ...rest) => {
    const scopes = path.map(({ hooks }) => hooks)
    const body = bodyOf(rest)
    const { timeout } = (rest.find((each) => typeof each === 'object') ?? {}) as { timeout?: number }
    tests.push({
      name: [...path.map((scope) => scope.name).filter((part) => part !== ''), name].join(' > '),
      timeout,
      async run() {
        try {
          for (const { before } of scopes) for (const hook of before) await hook()
          await body({ skip: skipped })
        } finally {
          for (const { after } of [...scopes].reverse()) for (const hook of after) await hook()
        }
      },
    })
  }
  const hooksHere = (): Hooks => (path.at(-1) as { readonly hooks: Hooks }).hooks
  return {
    describe: withVariants(describe),
    it: withVariants(it),
    test: withVariants(it),
    expect,
    beforeEach: (hook: () => unknown) => hooksHere().before.push(hook),
    afterEach: (hook: () => unknown) => hooksHere().after.push(hook),
    // What it would do once, at the end: reports and clearing up, of which no verdict depends.
    afterAll: () => {},
    vi: { fn, spyOn, isMockFunction, restoreAllMocks, stubGlobal, unstubAllGlobals, resetModules },
  }
}

/** Undoes what a test that was cut short has left. */
export function clearUp(): void {
  restoreAllMocks()
  unstubAllGlobals()
}

function withVariants(register: Register): unknown {
  const none: Register = () => {}
  const each =
    (rows: readonly unknown[]): Register =>
    (name, ...rest) => {
      const body = bodyOf(rest)
      rows.forEach((row, index) => {
        const values = Array.isArray(row) ? row : [row]
        // The number keeps the names of two rows apart.
        register(`${name} #${index}`, ...rest.filter((given) => typeof given === 'object'), (...given: unknown[]) =>
          body(...values, ...given),
        )
      })
    }
  const variants = {
    each,
    skip: Object.assign((...given: Parameters<Register>) => none(...given), { each: () => none }),
    skipIf: (skip: unknown) => (skip ? Object.assign(none, { each: () => none }) : withVariants(register)),
    runIf: (run: unknown) => (run ? withVariants(register) : Object.assign(none, { each: () => none })),
  }
  return Object.assign((...given: Parameters<Register>) => register(...given), variants)
}

function bodyOf(rest: readonly unknown[]): Body {
  return rest.find((each) => typeof each === 'function') as Body
}

function skipped(reason: string): never {
  throw new Passed(reason)
}

/** A bundle has one copy of a module. */
function resetModules(): never {
  throw new Passed('modules are not loaded twice here')
}

const stubbed = new Map<string, PropertyDescriptor | undefined>()

function stubGlobal(name: string, value: unknown): void {
  if (!stubbed.has(name)) stubbed.set(name, Object.getOwnPropertyDescriptor(globalThis, name))
  Object.defineProperty(globalThis, name, { value, writable: true, configurable: true, enumerable: true })
}

function unstubAllGlobals(): void {
  for (const [name, before] of stubbed) {
    if (before === undefined) Reflect.deleteProperty(globalThis, name)
    else Object.defineProperty(globalThis, name, before)
  }
  stubbed.clear()
}

chai.use(JestExtend)
chai.use(JestChaiExpect)
chai.use(JestAsymmetricMatchers)
const expect = Object.assign((value: unknown, message?: string) => chai.expect(value, message), chai.expect)
const globals = globalThis as unknown as { [name: symbol]: object }
Object.assign(expect, globals[ASYMMETRIC_MATCHERS_OBJECT])
Object.defineProperty(globalThis, GLOBAL_EXPECT, { value: expect, writable: true, configurable: true })
setState({ assertionCalls: 0, testPath: undefined } as never, expect as never)
;(expect as unknown as { extend(to: object, matchers: object): void }).extend(expect, customMatchers)

import { constants, Script } from 'node:vm'
import type { Bundle } from './bundle.ts'
import { type Test, vitestModule } from './vitest.ts'

/**
 * The tests of a file, from a fresh evaluation of it and of every source behind it: no cache, no module's variable and no
 * registered algorithm of another mutant is left. Compiled once, all of it is evaluated in some 50 ms.
 */
export async function testsOf(bundle: Bundle): Promise<readonly Test[]> {
  const known = compiled.get(bundle) ?? compile(bundle)
  compiled.set(bundle, known)
  const { evaluate, modules } = await known
  const tests: Test[] = []
  const vitest = vitestModule(tests)
  await evaluate((name) => (name === 'vitest' ? vitest : modules.get(name)))
  return tests
}

interface Compiled {
  readonly evaluate: (imported: (name: string) => unknown) => Promise<void>
  readonly modules: ReadonlyMap<string, unknown>
}

const compiled = new WeakMap<Bundle, Promise<Compiled>>()

/**
 * The module as a function of what it imports. A module of `node:vm` would be compiled anew each time, each of its functions
 * when it is first called; what a script has compiled serves every evaluation of it.
 */
async function compile({ file, code }: Bundle): Promise<Compiled> {
  const modules = new Map<string, unknown>()
  const body = code
    .replace(/^export \{.*\};?$/gm, '')
    .replace(/^import (.+) from "(.+)";$/gm, (_, names: string, from: string) => {
      modules.set(from, undefined)
      return `const ${bindingOf(names)} = $imported(${JSON.stringify(from)});`
    })
  for (const name of modules.keys()) {
    if (name !== 'vitest') modules.set(name, await import(name))
  }
  const script = new Script(`(async ($imported) => { 'use strict';${body}\n})`, {
    filename: file,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  })
  return { modules, evaluate: (imported) => script.runInThisContext()(imported) }
}

/** `* as a`, `{ a as b }`, `a`, or `a, { b }`, as rolldown writes them. */
function bindingOf(names: string): string {
  if (names.startsWith('* as ')) return names.slice(5)
  const [, byDefault, others] = /^([\w$]+)?(?:, )?(?:\{ ?(.*?) ?\})?$/.exec(names) ?? []
  const members = [byDefault && `default: ${byDefault}`, others?.replace(/ as /g, ': ')]
  return `{ ${members.filter(Boolean).join(', ')} }`
}

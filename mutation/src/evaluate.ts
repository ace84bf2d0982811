import { type Module, type Script, SourceTextModule, SyntheticModule } from 'node:vm'
import type { Bundle } from './bundle.ts'
import { type Test, vitestModule } from './vitest.ts'

/**
 * The tests of a file, from a fresh evaluation of it and of every source behind it: no cache, no module's variable and no
 * registered algorithm of another mutant is left.
 */
export async function testsOf(bundle: Bundle): Promise<readonly Test[]> {
  const tests: Test[] = []
  const module = new SourceTextModule(bundle.code, {
    identifier: bundle.file,
    cachedData: compiled.get(bundle),
    importModuleDynamically: async (name: string) => (await import(name)) as never,
  })
  if (!compiled.has(bundle)) compiled.set(bundle, (module as unknown as Script).createCachedData())
  await module.link(async (name) =>
    name === 'vitest' ? synthetic(name, vitestModule(tests)) : synthetic(name, await import(name)),
  )
  await module.evaluate()
  return tests
}

const compiled = new WeakMap<Bundle, Buffer>()

function synthetic(name: string, members: { readonly [name: string]: unknown }): Module {
  const module = new SyntheticModule(
    Object.keys(members),
    () => {
      for (const [member, value] of Object.entries(members)) module.setExport(member, value)
    },
    { identifier: name },
  )
  return module
}

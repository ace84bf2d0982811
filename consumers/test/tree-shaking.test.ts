import { writeFileSync } from 'node:fs'
import { nodeResolve } from '@rollup/plugin-node-resolve'
import { rollup } from 'rollup'
import { expect, inject, it } from 'vitest'
import { bundlers } from '../bundlers/index.ts'

const project = inject('project')
const shaking = bundlers.filter(({ keepsAll }) => !keepsAll)
const packages = ['@jose/core', '@jose/backend-node', '@jose/backend-webcrypto', '@jose/backend-forge', '@jose/http']

it.each(shaking)('$name leaves out all that is not used', async ({ name, bundle }) => {
  const entry = `unused-${name}.mjs`
  const names = packages.filter((name) => name !== '@jose/backend-node')
  writeFileSync(`${project}/${entry}`, names.map((name) => `import '${name}'\n`).join(''))
  expect((await bundle(project, entry)).length).toBeLessThan(100)
  writeFileSync(
    `${project}/${entry}`,
    "import { base64url } from '@jose/core'\nglobalThis.answer = base64url.encode([1])",
  )
  // Of core's 300 kB; Rollup does not minify.
  expect((await bundle(project, entry)).length).toBeLessThan(25_000)
})

it.each(packages)('%s does nothing when it is loaded, whoever looks', async (name) => {
  writeFileSync(`${project}/loaded.mjs`, `import '${name}'`)
  const build = await rollup({
    input: `${project}/loaded.mjs`,
    plugins: [nodeResolve()],
    external: /^node:/,
    // Not by our word in package.json: every statement is judged.
    onLog: () => {}, // that nothing is left is what we want
    treeshake: { moduleSideEffects: (id) => !id.startsWith('node:') },
  })
  const { output } = await build.generate({ format: 'es' })
  await build.close()
  expect(output[0].code.trim()).toBe('')
})

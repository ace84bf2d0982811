import { fileURLToPath, pathToFileURL } from 'node:url'
import { rolldown } from 'rolldown'
import type { controls, targets } from './targets.ts'

const repository = fileURLToPath(new URL('../../', import.meta.url))

/** What is watched: the library, and pako, which reads DEFLATE for the forge backend; of the rest the control alone. */
const watched = /\/packages\/|\/node_modules\/pako\/|\/targets\/planted\.ts$/

/** The file of it, by which the fuzzer knows. */
export const watchedFile = 'watched.mjs'

export interface Bundle {
  /** What the fuzzer loads. */
  readonly entry: string
  readonly targets: typeof targets
  readonly controls: typeof controls
}

/** All targets with the sources they try, as ES modules in a folder, where what is watched is a file of its own. */
export async function bundle(folder: string): Promise<Bundle> {
  const build = await rolldown({
    input: fileURLToPath(new URL('entry.ts', import.meta.url)),
    platform: 'node',
    logLevel: 'silent',
    plugins: [
      {
        name: 'sources',
        resolveId: (name) => sourceOf(name) ?? null,
        // Vectors are read from where they are.
        transform: (code, id) => code.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(id).href)),
      },
    ],
  })
  const { output } = await build.write({
    dir: folder,
    format: 'esm',
    entryFileNames: '[name].mjs',
    chunkFileNames: '[name].mjs',
    codeSplitting: {
      groups: [
        { name: 'libraries', test: (id) => id.includes('/node_modules/') && !watched.test(id), priority: 2 },
        { name: 'watched', test: watched, priority: 1 },
      ],
    },
  })
  await build.close()
  const names = output.map(({ fileName }) => fileName)
  if (!names.includes(watchedFile)) throw new Error(`There is nothing to watch in ${names.join(', ')}`)
  const entry = `${folder}/entry.mjs`
  return { entry, ...(await import(pathToFileURL(entry).href)) }
}

function sourceOf(name: string): string | undefined {
  const [, part] = /^@jose\/(core|backend-\w+)$/.exec(name) ?? []
  return part && `${repository}packages/${part}/src/index.ts`
}

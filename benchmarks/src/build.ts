// The measurements as JavaScript, for who takes no TypeScript.
import { fileURLToPath } from 'node:url'
import { type RolldownOptions, rolldown } from 'rolldown'

const path = (of: string): string => fileURLToPath(new URL(of, import.meta.url))

/** For Node; the libraries stay where they are. Answers the path of the file. */
export async function build(name: 'run'): Promise<string> {
  const dir = path('../dist')
  const bundle = await rolldown({
    ...{ input: { [name]: path(`${name}.ts`), 'memory-of': path('memory-of.ts') }, platform: 'node' },
    // Its clients are a worker's file.
    external: (id) => !/^[./]/.test(id) || id.endsWith('http.ts'),
  })
  await bundle.write({ dir, format: 'esm', entryFileNames: '[name].js', cleanDir: true })
  await bundle.close()
  return `${dir}/${name}.js`
}

/** For a page, with the libraries in it. Answers the code. */
export async function buildPage(options: RolldownOptions = {}): Promise<string> {
  const bundle = await rolldown({ input: path('page.ts'), platform: 'browser', ...options })
  const { output } = await bundle.generate({ format: 'esm', codeSplitting: false })
  await bundle.close()
  return output[0].code
}

import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readInputs, writeInputs } from './inputs.ts'
import { output, workFolder } from './run.ts'
import { nodeForFuzzer } from './runtime.ts'

/** Of the inputs the fewest and smallest that together go all ways, as libFuzzer's `-merge` finds them. Throws `Error` where it fails. */
export async function leastOf(
  name: string,
  entry: string,
  inputs: readonly Uint8Array[],
): Promise<readonly Uint8Array[]> {
  const [from, into] = [workFolder(name, 'all'), workFolder(name, 'least')]
  writeInputs(from, inputs)
  writeInputs(into, [])
  const args = ['-merge=1', '-use_counters=0', '-max_len=4096', '-rss_limit_mb=1500', into, from]
  const { text, status } = await output(name, { entry, nodeArgs: ['--import', startedAgain(workFolder(name))] }, args)
  if (status !== 0) throw new Error(`The fuzzer ended with status ${status}:\n${text.slice(-3000)}`)
  return readInputs(into)
}

/** Merging starts the fuzzer again, by the name that the process has, which leaves out the libraries it runs on. */
function startedAgain(folder: string): string {
  const [command, preload] = [join(folder, 'node.sh'), join(folder, 'name.mjs')]
  writeFileSync(command, `#!/bin/sh\nexec ${nodeForFuzzer().join(' ')} "$@"\n`)
  chmodSync(command, 0o755)
  writeFileSync(preload, `process.argv[0] = ${JSON.stringify(command)}\n`)
  return preload
}

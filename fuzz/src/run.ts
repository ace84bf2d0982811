import { spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { watchedFile } from './bundle.ts'
import { corpusOf, dictionaryOf, readInputs, regressionsOf, seedsOf, writeInputs } from './inputs.ts'
import { fuzzer, nodeForFuzzer } from './runtime.ts'
import type { Target } from './target.ts'

export interface RunOptions {
  /** What `bundle` wrote. */
  readonly entry: string
  readonly seconds: number
  /** The same seed makes the same run, as far as it gets. */
  readonly seed: number
  /** Most executions. Default: as many as there is time for. */
  readonly runs?: number
  /** Whether the fuzzer sees which ways an input goes. Default true; the control tries what a run finds without. */
  readonly guided?: boolean
  /** Hears what the fuzzer says. */
  readonly onText?: (text: string) => void
}

export interface Outcome {
  readonly executions: number
  readonly perSecond: number
  /** Ways through the watched sources that were gone, of those there are. */
  readonly covered: number
  /** The input that was a bug, and what the fuzzer said of it. */
  readonly finding: { readonly input: Uint8Array; readonly text: string } | undefined
  /** All inputs that went a new way. */
  readonly corpus: readonly Uint8Array[]
}

const work = fileURLToPath(new URL('../.work/', import.meta.url))

export function workFolder(...names: readonly string[]): string {
  return join(work, ...names)
}

/** One run of the fuzzer on a target, in a process of its own. Throws `Error` where it does not run. */
export async function run(name: string, target: Target, options: RunOptions): Promise<Outcome> {
  const folder = workFolder(name)
  const [seeds, corpus, findings] = ['seeds', 'corpus', 'findings'].map((part) => join(folder, part)) as [
    string,
    string,
    string,
  ]
  const known = [...seedsOf(target), ...corpusOf(name), ...regressionsOf(name).map(([, input]) => input)]
  writeInputs(seeds, known)
  writeInputs(findings, [])
  writeInputs(corpus, [])
  const dictionary = join(folder, 'words')
  writeFileSync(dictionary, dictionaryOf(target))
  const { text, status } = await output(name, options, [
    ...[`-max_total_time=${options.seconds}`, `-seed=${options.seed}`, `-runs=${options.runs ?? -1}`],
    ...['-print_final_stats=1', '-rss_limit_mb=1500', '-max_len=4096', '-detect_leaks=0', '-verbosity=1'],
    ...[`-dict=${dictionary}`, `-artifact_prefix=${findings}/`, corpus, seeds],
  ])
  const number = (pattern: RegExp): number => Number([...text.matchAll(pattern)].at(-1)?.[1] ?? 0)
  const executions = number(/stat::number_of_executed_units:\s+(\d+)/g) || number(/^#(\d+)/gm)
  const [input] = readInputs(findings)
  if ((status !== 0 && input === undefined) || executions === 0)
    throw new Error(`The fuzzer ended with status ${status}:\n${text.slice(-3000)}`)
  return {
    executions,
    perSecond: number(/stat::average_exec_per_sec:\s+(\d+)/g) || number(/exec\/s: (\d+)/g),
    covered: number(/\bcov: (\d+)/g),
    finding: input === undefined ? undefined : { input, text: findingIn(text) },
    corpus: readInputs(corpus),
  }
}

interface Start extends Pick<RunOptions, 'entry' | 'guided' | 'onText'> {
  readonly nodeArgs?: readonly string[]
}

/** What the fuzzer says, given arguments of libFuzzer's. */
export function output(
  name: string,
  { entry, guided = true, onText = () => {}, nodeArgs = [] }: Start,
  args: readonly string[],
): Promise<{ readonly text: string; readonly status: number | null }> {
  const [command = '', ...first] = nodeForFuzzer()
  const node = [...first, '--no-warnings', '--max-old-space-size=512', ...nodeArgs]
  const mode = guided ? ['--includes', join(dirname(entry), watchedFile)] : ['--dryRun', 'true']
  mkdirSync(workFolder(name), { recursive: true })
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...node, fuzzer, entry, ...mode, '--timeout', '20000', '--', ...args], {
      env: { ...process.env, JOSE_FUZZ_TARGET: name },
      cwd: workFolder(name),
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let text = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk
        onText(chunk)
      })
    }
    child.on('error', reject)
    child.on('close', (status) => resolve({ text, status }))
  })
}

/** From where the fuzzer tells of the error. */
function findingIn(text: string): string {
  const start = text.search(/==\d+==/)
  return text.slice(start === -1 ? -2000 : start, start === -1 ? undefined : start + 2000)
}

// Runs one script in QuickJS, with `print` and nothing else: `node quickjs-host.ts FILE`.
import { readFileSync } from 'node:fs'
import { getQuickJS } from 'quickjs-emscripten'

const octetsOfStack = 64 * 1024
const [, , file = ''] = process.argv
const runtime = (await getQuickJS()).newRuntime()
// What nests deeper gets an error of QuickJS’s own, before WebAssembly, whose stack is Node’s, has none any more.
runtime.setMaxStackSize(octetsOfStack)
const context = runtime.newContext()
context
  .newFunction('print', (line) => void process.stdout.write(`${context.getString(line)}\n`))
  .consume((print) => context.setProp(context.global, 'print', print))

context.unwrapResult(context.evalCode(readFileSync(file, 'utf8'), file)).dispose()
// What awaits goes on until nothing is left to do.
while (runtime.hasPendingJob()) {
  const done = runtime.executePendingJobs()
  if (done.error) throw new Error(JSON.stringify(context.dump(done.error)))
}

// Runs one script in QuickJS, with `print` and nothing else: `node quickjs-host.ts FILE`.
import { readFileSync } from 'node:fs'
import { getQuickJS } from 'quickjs-emscripten'

const [, , file = ''] = process.argv
const context = (await getQuickJS()).newContext()
context
  .newFunction('print', (line) => void process.stdout.write(`${context.getString(line)}\n`))
  .consume((print) => context.setProp(context.global, 'print', print))

context.unwrapResult(context.evalCode(readFileSync(file, 'utf8'), file)).dispose()
// What awaits goes on until nothing is left to do.
while (context.runtime.hasPendingJob()) {
  const done = context.runtime.executePendingJobs()
  if (done.error) throw new Error(JSON.stringify(context.dump(done.error)))
}

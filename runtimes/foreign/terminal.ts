// Where there is a terminal, or nothing but a `print`: the order comes as the argument, or as a global of that name.
import type { Order } from './order.ts'
import { run } from './suite.ts'

interface Terminal {
  readonly order?: Order
  readonly print?: (line: string) => void
  readonly process?: { readonly argv: readonly string[] }
}
const { order, print, process } = globalThis as unknown as Terminal
const answer = print ?? ((line: string): void => console.log(line))

run(order ?? (JSON.parse(process?.argv[2] ?? '{}') as Order)).then(
  (outcome) => answer(JSON.stringify(outcome)),
  (error: unknown) => answer(JSON.stringify({ error: String(error) })),
)

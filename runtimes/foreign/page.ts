// In a page: the order is the fragment of its address, and the answer goes back to where the page came from.
import type { Order } from './order.ts'
import { run } from './suite.ts'

interface Page {
  readonly location: { readonly hash: string; readonly pathname: string }
}
const { location } = globalThis as unknown as Page
const answer = (body: string): void => void fetch(`/answers${location.pathname}`, { method: 'POST', body })

run(JSON.parse(decodeURIComponent(location.hash.slice(1))) as Order).then(
  (outcome) => answer(JSON.stringify(outcome)),
  (error: unknown) => answer(JSON.stringify({ error: String(error) })),
)

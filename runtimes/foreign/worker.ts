// In a worker: the order is the body of a request.
import type { Order } from './order.ts'
import { run } from './suite.ts'

export default {
  async fetch(request: Request): Promise<Response> {
    return run(JSON.parse(await request.text()) as Order).then(
      (outcome) => new Response(JSON.stringify(outcome)),
      (error: unknown) => new Response(JSON.stringify({ error: String(error) })),
    )
  },
}

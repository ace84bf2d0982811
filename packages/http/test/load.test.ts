import { loadTest } from './load.ts'
import { servers } from './servers.ts'

for (const server of servers) loadTest(server)

import { bearerCases } from './cases.ts'
import { servers } from './servers.ts'

for (const server of servers) bearerCases(server)

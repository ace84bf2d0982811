// A registry of one's own, for as long as a rehearsal takes. It knows no other registry.

import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { parseConfigFile, runServer } from 'verdaccio'

export interface Registry {
  readonly url: string
  /** Of a user who may publish. */
  readonly token: string
  close(): void
}

const configuration = `
storage: ./storage
auth: { htpasswd: { file: ./htpasswd } }
uplinks: {}
packages: { '**': { access: $all, publish: $authenticated } }
log: { type: stdout, level: fatal }
`

export async function startRegistry(folder: string): Promise<Registry> {
  const file = `${folder}/verdaccio.yaml`
  writeFileSync(file, configuration)
  const server = await runServer({ ...parseConfigFile(file), configPath: file, self_path: file })
  server.listen(0, 'localhost')
  await once(server, 'listening')
  const url = `http://localhost:${(server.address() as AddressInfo).port}/`
  return { url, token: await tokenFrom(url), close: () => server.close() }
}

/** By signing up, as `npm adduser` does. */
async function tokenFrom(url: string): Promise<string> {
  const user = { name: 'rehearsal', password: crypto.randomUUID() }
  const response = await fetch(`${url}-/user/org.couchdb.user:${user.name}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(user),
  })
  if (!response.ok) throw new Error(`The registry answers ${response.status} to a new user`)
  const { token } = (await response.json()) as { token: string }
  return token
}

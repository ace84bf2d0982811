// `prepack` of each published package: nothing is packed or published before all that its package.json promises of `dist` is there.
import { existsSync, readFileSync } from 'node:fs'

const manifest = readFileSync('package.json', 'utf8')
const promised = new Set(manifest.match(/(?<=")\.\/dist\/[^"]+(?=")/g))
const missing = [...promised].filter((file) => !existsSync(file))
if (missing.length > 0) {
  const { name } = JSON.parse(manifest)
  const more = missing.length > 1 ? ` and ${missing.length - 1} more of its files` : ''
  console.error(`${name} is not built: there is no ${missing[0]}${more}. Build first: \`npx --yes pnpm@12 build\`.`)
  process.exitCode = 1
}

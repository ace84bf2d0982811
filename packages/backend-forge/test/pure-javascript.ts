// node-forge as an engine without Node has it. The backend takes its keys and none of its cryptography: its generator of
// randomness, which may be seeded by Math.random, is never to be asked.
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

export const forge = require('node-forge')

forge.options.usePureJavaScript = true

for (const name of ['getBytes', 'getBytesSync', 'generate', 'generateSync']) {
  forge.random[name] = () => {
    throw new Error("node-forge's own generator of randomness was asked")
  }
}

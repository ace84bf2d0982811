import { fileURLToPath } from 'node:url'
import type { NextConfig } from 'next'

// The sources of this package are outside of the application.
const config: NextConfig = { turbopack: { root: fileURLToPath(new URL('../../../..', import.meta.url)) } }

export default config

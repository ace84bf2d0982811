import { forgeBackend } from '@jose/backend-forge'
import { nodeBackend } from '@jose/backend-node'
import { webcryptoBackend } from '@jose/backend-webcrypto'
import { matrix, reportText } from '@jose/conformance'
import { compose } from '@jose/core'
import { Crypto } from '@peculiar/webcrypto'
import { afterAll, describe, it } from 'vitest'

const backends = [
  nodeBackend(),
  webcryptoBackend(),
  { ...webcryptoBackend({ crypto: new Crypto() }), name: 'peculiar' },
  forgeBackend(),
  compose(webcryptoBackend(), forgeBackend()),
]

const report = matrix(backends, { describe, it })

afterAll(() => void process.stdout.write(`\n${reportText(report)}\n`))

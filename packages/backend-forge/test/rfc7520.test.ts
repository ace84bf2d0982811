import './pure-javascript.ts'
import { rfc7520 } from '../../../conformance/rfc7520/index.ts'
import { forgeBackend } from '../src/index.ts'

rfc7520(forgeBackend())

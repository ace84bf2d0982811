import './pure-javascript.ts'
import { wycheproof } from '../../../conformance/wycheproof/index.ts'
import { forgeBackend } from '../src/index.ts'

wycheproof(forgeBackend())

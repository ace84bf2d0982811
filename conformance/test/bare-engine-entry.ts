/** What a bare engine is given in one piece: the suite with its vectors, and a backend that needs nothing of a runtime. */
export { forgeBackend } from '@jose/backend-forge'
export { conformance, matrix, reportText } from '@jose/conformance'

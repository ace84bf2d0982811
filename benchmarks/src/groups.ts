// What can be asked for by name: each group is a list of tables.
import { aesGcm } from './cipher/contests.ts'
import type { Table } from './contest.ts'
import { middleware } from './http.ts'
import { encryptions } from './jwe/contests.ts'
import { onForge } from './jwt/forge.ts'
import { onNode } from './jwt/node.ts'
import { algorithms } from './jwt/subject.ts'
import { onWebcrypto } from './jwt/webcrypto.ts'

export const groups: { readonly [name: string]: readonly Table[] } = {
  ...Object.fromEntries(algorithms.map((algorithm): [string, readonly Table[]] => [algorithm, [onNode(algorithm)]])),
  webcrypto: algorithms.map(onWebcrypto),
  forge: [...(['HS256', 'RS256', 'ES256', 'EdDSA'] as const).map(onForge), ...aesGcm],
  jwe: encryptions,
  http: middleware,
}

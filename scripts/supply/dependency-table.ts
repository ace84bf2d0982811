import { bundledIn, type Published, publishedPackages } from './published.ts'

/** Why each is there. What is not listed here, no published package may have. */
const reasons: { readonly [dependency: string]: string } = {
  '@jose/core': 'formats and rules, which no backend has of its own; always the same version',
  '@noble/ciphers': 'AES-GCM, AES-CBC and AES key wrap',
  '@noble/curves': 'ECDSA, EdDSA and ECDH on all curves',
  '@noble/hashes': 'hashes, HMAC and PBKDF2; the other noble packages stand on it',
  '@noble/post-quantum': 'ML-DSA (FIPS 204)',
  'node-forge': 'encoding OAEP',
  pako: 'raw DEFLATE that tells where a stream ends',
  '@nestjs/common': 'only for `@jose/http/nest`',
  express: 'only for `@jose/http/express`',
  fastify: 'only for `@jose/http/fastify`',
  hono: 'only for `@jose/http/hono`',
  koa: 'only for `@jose/http/koa`',
  next: 'only for `@jose/http/next`',
}

const start = /<!-- dependencies: [^\n]*-->\n/
const end = '<!-- /dependencies -->'

/** The text with the table of dependencies between its two comments, made from the manifests and what the bundler finds. */
export async function withDependencies(text: string): Promise<string> {
  const opening = start.exec(text)
  const from = (opening?.index ?? -1) + (opening?.[0].length ?? 0)
  const to = text.indexOf(end)
  if (opening === null || to < from) throw new Error('The text has no place for the table of dependencies')
  const rows = (await Promise.all(publishedPackages().map(rowsOf))).flat()
  const head = ['package', 'what comes with it', 'how', 'why']
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`)
  return `${text.slice(0, from)}\n${lines.join('\n')}\n\n${text.slice(to)}`
}

async function rowsOf(each: Published): Promise<readonly (readonly string[])[]> {
  const {
    name,
    dependencies = {},
    optionalDependencies = {},
    peerDependencies = {},
    peerDependenciesMeta = {},
  } = each.manifest
  const found = [
    ...Object.keys({ ...dependencies, ...optionalDependencies }).map((other) => [other, 'installed'] as const),
    ...(await bundledIn(each)).map((other) => [other, 'in its files'] as const),
    ...Object.keys(peerDependencies).map((other) => {
      return [other, peerDependenciesMeta[other]?.optional ? 'yours, if you use it' : 'yours'] as const
    }),
  ]
  if (found.length === 0) return [[`\`${name}\``, 'nothing', '', '']]
  return found.map(([other, how], index) => [index === 0 ? `\`${name}\`` : '', `\`${other}\``, how, reasonFor(other)])
}

function reasonFor(dependency: string): string {
  const reason = reasons[dependency]
  if (reason === undefined) throw new Error(`Why ${dependency} is needed is not said`)
  return reason
}

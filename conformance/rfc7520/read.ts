import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** The examples of RFC 7520; they stay outside the repository. */
export const folder: string = resolve(root, process.env.JOSE_VECTORS ?? '../shared/vectors', 'rfc7520')

export const isThere: boolean = existsSync(folder)

export function read<T>(name: string): T {
  return JSON.parse(readFileSync(resolve(folder, name), 'utf8'))
}

/** The files of a part, such as `jwe/5_6.direct_encryption_using_aes-gcm.json`. */
export function namesIn(part: string): readonly string[] {
  return readdirSync(resolve(folder, part))
    .map((file) => `${part}/${file}`)
    .sort()
}

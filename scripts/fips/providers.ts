import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export type Provider = 'installed' | '3.5' | '3.0'

/** In this order. */
export const providerNames: readonly Provider[] = ['installed', '3.5', '3.0']

/** Kept between runs, and gone with `node_modules`. */
export function folderOf(name: Provider): string {
  return fileURLToPath(new URL(`../../node_modules/.cache/fips/${name}`, import.meta.url))
}

/** The environment in which `node --force-fips` finds the provider; `undefined` where `setup.ts` has not brought it. */
export function environmentOf(name: Provider): { readonly [variable: string]: string } | undefined {
  const file = join(folderOf(name), 'openssl.cnf')
  if (!existsSync(file)) return undefined
  return { OPENSSL_CONF: file, OPENSSL_MODULES: readFileSync(join(folderOf(name), 'modules'), 'utf8') }
}

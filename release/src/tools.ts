import { fileURLToPath } from 'node:url'

/** The path of a file in a package that this one has installed; for those whose `exports` do not name it. */
export const toolPath = (file: string): string => fileURLToPath(new URL(`../node_modules/${file}`, import.meta.url))

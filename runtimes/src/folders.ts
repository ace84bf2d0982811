import { fileURLToPath } from 'node:url'

const folder = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

export const repository: string = folder('../..')
/** Everything that is made here and can be made again. */
export const work: string = folder('../.work')
/** The project of a user who installed the tarballs. */
export const project: string = `${work}/project`
/** The engines, which have an install of their own: they are a gigabyte. */
export const engines: string = folder('../engines')
/** What runs in the runtimes. */
export const foreign: string = folder('../foreign')

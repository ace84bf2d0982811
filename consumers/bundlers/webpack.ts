import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import start, { type Configuration, type Stats, version } from 'webpack'
import type { Bundler } from './bundler.ts'

export const webpack: Bundler = {
  name: 'webpack',
  version,
  async bundle(folder, entry) {
    const output = { path: `${folder}/dist`, filename: `webpack-${entry}` }
    const stats = await promisify<Configuration, Stats | undefined>(start)({
      mode: 'production',
      context: folder,
      entry: `./${entry}`,
      output,
      performance: false,
    })
    if (stats === undefined || stats.hasErrors() || stats.hasWarnings()) throw new Error(stats?.toString())
    return readFileSync(`${output.path}/${output.filename}`, 'utf8')
  },
}

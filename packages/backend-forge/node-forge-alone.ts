// How node-forge comes into this package's bundle. It looks about itself when it is loaded: it wants `self` or `window`,
// listens to a page's messages, takes Node's timers, and gathers for a generator of randomness that falls back on
// Math.random. Bundled, it sees nothing of the outside, and there is no such generator.
const part = /[\\/]node-forge[\\/]lib[\\/](\w+)\.js$/

const blindfold = 'var self = {}, window, process, Buffer, setImmediate, setTimeout, MutationObserver;'

const noRandom = `
function refuse() { throw new Error('node-forge has no generator of randomness here') }
module.exports = require('./forge').random = Object.freeze({ getBytes: refuse, getBytesSync: refuse });
`

interface Transformation {
  readonly name: string
  transform(code: string, id: string): string | undefined
}

/** For rolldown, and so for tsdown and vite. */
export const nodeForgeAlone: Transformation = {
  name: 'node-forge-alone',
  transform(code, id) {
    const name = part.exec(id)?.[1]
    if (name === undefined) return undefined
    return name === 'random' ? noRandom : `${blindfold}\n${code}`
  },
}

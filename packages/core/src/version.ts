import manifest from '../package.json' with { type: 'json' }

/** The version of this package; all packages of the project are released together. */
export const version: string = manifest.version

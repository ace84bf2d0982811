/** The version of this package; all packages of the project are released together. */
export const version: string = '0.0.0'

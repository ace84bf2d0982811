// Loaded before the demo: Node takes @jose/* from the sources too, so the test needs no build and sees no old one.
import { registerHooks } from 'node:module'

registerHooks({
  resolve(specifier, context, next) {
    const [, name] = /^@jose\/([\w-]+)$/.exec(specifier) ?? []
    const source = new URL(`../../packages/${name}/src/index.ts`, import.meta.url)
    return next(name === undefined ? specifier : source.href, context)
  },
})

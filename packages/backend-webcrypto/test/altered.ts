import type { CryptoLike } from '../src/index.ts'

/** This runtime's WebCrypto, some methods of whose `SubtleCrypto` are others. */
export function altered(methods: { readonly [name: string]: (...given: never) => unknown }): CryptoLike {
  const subtle = new Proxy(crypto.subtle, {
    get(target, name) {
      const value: unknown = methods[String(name)] ?? Reflect.get(target, name)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
  return { subtle, getRandomValues: (array: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(array) }
}

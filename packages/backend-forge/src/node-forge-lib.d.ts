/** The parts of node-forge that this backend runs, as far as it runs them. A string is octets, one a character. */

declare module 'node-forge/lib/pkcs1.js' {
  const pkcs1: {
    encode_rsa_oaep(
      key: { readonly n: { bitLength(): number } },
      message: string,
      options: {
        /** As long as the hash. node-forge would ask its own generator for one that is missing. */
        readonly seed: string
        readonly md: import('node-forge/lib/sha256.js').MessageDigest
      },
    ): string
  }
  export default pkcs1
}

declare module 'node-forge/lib/sha1.js' {
  const sha1: import('node-forge/lib/sha256.js').Algorithm
  export default sha1
}

declare module 'node-forge/lib/sha256.js' {
  export interface MessageDigest {
    /** In bytes. */
    readonly digestLength: number
  }
  export interface Algorithm {
    create(): MessageDigest
  }
  const sha256: Algorithm
  export default sha256
}

declare module 'node-forge/lib/sha512.js' {
  const sha512: import('node-forge/lib/sha256.js').Algorithm & {
    readonly sha384: import('node-forge/lib/sha256.js').Algorithm
  }
  export default sha512
}

// node-forge as it runs where there is nothing else: it takes what Node has where it may.
import forge from 'node-forge'

// Its types do not know the option.
const { options } = forge as unknown as { readonly options: { usePureJavaScript: boolean } }
options.usePureJavaScript = true

export { forge }

/** Octets as node-forge has them: a string of characters up to U+00FF. */
export type BinaryString = string

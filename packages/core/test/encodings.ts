// The texts that tokens and keys come in.

/** The DER of a PEM with one block. */
export function derOf(pem: string): Uint8Array {
  return Uint8Array.from(Buffer.from(pem.replace(/-----.*-----|\s/g, ''), 'base64'))
}

/** A segment of a token that holds JSON. */
export function segmentOf(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

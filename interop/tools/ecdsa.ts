// The two forms of an ECDSA signature: r‖s, which JOSE has, and the SEQUENCE of two INTEGERs, which most tools have.

const widths: { readonly [algorithm: string]: number } = { ES256: 32, ES256K: 32, ES384: 48, ES512: 66 }

export function isEcdsa(algorithm: string): boolean {
  return algorithm in widths
}

/** Big-endian, as wide as the curve. */
export function padded(number: Uint8Array, algorithm: string): Buffer {
  const width = widths[algorithm] as number
  return Buffer.from(
    Buffer.from(number)
      .toString('hex')
      .replace(/^(?:00)+/, '')
      .padStart(width * 2, '0'),
    'hex',
  )
}

/** Without zeros in front, but for one that keeps the number from being negative. */
export function minimal(number: Uint8Array): Buffer {
  const hex = Buffer.from(number)
    .toString('hex')
    .replace(/^(?:00)+(?=..)/, '')
  return Buffer.from(/^[89a-f]/.test(hex) ? `00${hex}` : hex, 'hex')
}

export function halves(signature: Uint8Array): readonly [r: Uint8Array, s: Uint8Array] {
  return [signature.subarray(0, signature.length / 2), signature.subarray(signature.length / 2)]
}

export function fromDer(der: Buffer, algorithm: string): Buffer {
  const start = der[1] === 0x81 ? 3 : 2
  const length = der[start + 1] as number
  const next = start + 2 + length
  return Buffer.concat([padded(der.subarray(start + 2, next), algorithm), padded(der.subarray(next + 2), algorithm)])
}

export function toDer(signature: Uint8Array): Buffer {
  const numbers = halves(signature).map((half) => {
    const number = minimal(half)
    return Buffer.concat([Buffer.of(2, number.length), number])
  })
  const content = Buffer.concat(numbers)
  return Buffer.concat([
    content.length < 128 ? Buffer.of(0x30, content.length) : Buffer.of(0x30, 0x81, content.length),
    content,
  ])
}

/** Whether the text has the armour of a PEM (RFC 7468) somewhere. */
export function isPem(text: string): boolean {
  return text.includes('-----BEGIN ')
}

/** Whether a text begins with the type of a public key of OpenSSH. */
export function isSshLine(text: string): boolean {
  return /^[ \t\r\n]*(?:ssh-(?:rsa|dss|ed)|ecdsa-sha2-|sk-(?:ssh|ecdsa)-)[a-z0-9@.-]{0,60}(?:[ \t\r\n]|$)/.test(text)
}

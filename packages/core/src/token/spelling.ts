/** What is wrong with a segment that is not `expected`: white space most of all, of a token that was copied, or comes with its scheme. */
export function misspelt(segment: string, expected: 'base64url' | 'base64url of UTF-8'): string {
  return /\s/.test(segment)
    ? "has white space in it: give the token alone, without 'Bearer' or line ends"
    : `is not canonical ${expected}`
}

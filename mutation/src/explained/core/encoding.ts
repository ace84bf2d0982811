import type { Explained } from '../explained.ts'

export const ofEncoding: Explained = {
  'encoding/base64url.ts': {
    'what is written behind the end of a Uint8Array is dropped: the condition saves time only': [
      ['if (index < bytes.length) {', 'true', 'index <= bytes.length'],
    ],
    'what is written behind the end of a Uint8Array is dropped': [
      ['if (at < bytes.length) bytes[at++] = group >> 16', 'true', 'at <= bytes.length'],
      ['if (at < bytes.length) bytes[at] = group >> 8', 'true', 'at <= bytes.length'],
    ],
  },
  'encoding/json.ts': {
    'a sum is odd where the difference is': [['if ((end - slashes) % 2 === 0) return end', 'end + slashes']],
  },
  'encoding/large.ts': {
    'nothing is copied once more, and the event loop turns once more': [
      ['for (let start = 0; start < piece.length; start += copied) {', 'start <= piece.length'],
    ],
  },
  'encoding/utf8.ts': {
    'how many units become text at a time changes nothing of it': [
      ['if (units.length > 4096) {', 'units.length >= 4096'],
    ],
  },
}

import type { Explained } from '../explained.ts'

export const ofToken: Explained = {
  'token/header.ts': {
    'of a header that is written no member is there twice, so that what is parsed is as deep': [
      [
        "if (depthOf(text) > headerDepth) throw refuse('is nested too deeply', 'ERR_LIMIT')",
        ['depthOf(text) > headerDepth', 'false'],
      ],
    ],
  },
  'token/serialization.ts': {
    'texts that are as long as the limit, with their quotes, are over it': [
      ["if (left < 0) throw refuse('is over the limit', 'ERR_LIMIT')", ['left < 0', 'left <= 0']],
    ],
  },
}

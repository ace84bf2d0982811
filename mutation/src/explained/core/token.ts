import type { Explained } from '../explained.ts'

export const ofToken: Explained = {
  'token/header.ts': {
    'what is parsed is measured as well: this one spares engines whose JSON.parse calls itself': [
      [
        "if (depthOf(text) > headerDepth) throw refuse('is nested too deeply', 'ERR_LIMIT')",
        ['depthOf(text) > headerDepth', 'false'],
      ],
    ],
  },
  'token/resolve.ts': {
    'in a sync call nobody can overwrite anything meanwhile: it saves a copy': [
      ["if (mode === 'sync') return source", ["mode === 'sync'", 'false'], ["'sync'", '""']],
    ],
  },
  'token/serialization.ts': {
    'the text is measured as well: this one saves writing what is too large': [
      [
        "if (typeof value === 'string') left -= value.length",
        ["typeof value === 'string'", 'false'],
        ["'string'", '""'],
        ['left -= value.length', 'left += value.length'],
      ],
      ['return left < 0 ? undefined : value', ['left < 0', 'false']],
    ],
    'texts that are as long as the limit, with their quotes, are over it': [
      ["if (left < 0) throw refuse('is over the limit', 'ERR_LIMIT')", ['left < 0', 'left <= 0']],
    ],
  },
}

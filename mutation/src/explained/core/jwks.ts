import type { Explained } from '../explained.ts'

export const ofJwks: Explained = {
  'jwks/caching.ts': {
    'a text that says nothing is as good as none': [
      ["return typeof text === 'string' && text.length <= 1024 ? text : ''", ["''", '"Stryker was here!"']],
    ],
  },
  'jwks/copy.ts': {
    'what is on its way is waited for by load itself: it saves a look at the clock': [
      [
        'if (isAging(age, loaded.maxAge) && this.running === undefined && !this.isPausing(now)) void this.load()',
        ['this.running === undefined', 'true'],
      ],
    ],
    'a name like any other, as long as the two differ': [
      ["this.say('cooldown', { type: 'cooldown' })", ["'cooldown'", '""']],
      ["this.say('stale', { type: 'stale', age: ageOf(this.loaded.at, now) })", ["'stale'", '""']],
    ],
    'a set that is not there cannot serve: it is for the compiler': [
      [
        'if (this.loaded === undefined || !this.isServable(now)) throw again(failure)',
        ['this.loaded === undefined', 'false'],
      ],
    ],
    'no difference to undefined is below anything: it is for the compiler': [
      [
        'return this.triedAt !== undefined && isWithin(seconds, this.triedAt, now)',
        ['this.triedAt !== undefined', 'true'],
      ],
      [
        'return this.failedAt !== undefined && isWithin(seconds, this.failedAt, now)',
        ['this.failedAt !== undefined', 'true'],
      ],
    ],
    'each attempt has a number of its own, and one end': [
      ['if (number < this.applied) {', ['number < this.applied', 'number <= this.applied']],
      ['const isOld = number < this.applied', ['number < this.applied', 'number <= this.applied']],
    ],
    'nothing else is thrown there, unless the library is wrong': [
      [
        ": new JWKSError('The key set could not be used', 'ERR_JWKS_INVALID', { cause: error })",
        ["'ERR_JWKS_INVALID'", '""'],
        ['{ cause: error }', '{}'],
      ],
    ],
    'that there is nobody to call, or nothing to wait for, is caught like any failure of it': [
      ['if (onEvent === undefined) return', ['onEvent === undefined', 'false']],
      ['if (isPromise(answer)) answer.then(undefined, () => {})', ['isPromise(answer)', 'true']],
    ],
  },
  'jwks/fetch-set.ts': {
    'an address has one line': [
      ["const plain = (url: string): string => new URL(url).href.replace(/#.*$/, '')", ['/#.*$/', '/#.*/']],
    ],
  },
  'jwks/index-of-keys.ts': {
    'what was found is found again: it saves time': [
      ['if (known !== undefined) return known', ['known !== undefined', 'false']],
      ['this.serving.set(alg, serves)', ['this.serving.set(alg, serves)', ';']],
    ],
    'no member is null: it is for the compiler': [
      ["if (typeof input !== 'object' || input === null) return true", ['input === null', 'false']],
    ],
  },
  'jwks/loaded.ts': {
    'no key says the same as a text that is no PEM': [
      ['const index = new IndexOfKeys(reusing(members, before?.index.members ?? []))', ['[]', '["Stryker was here"]']],
    ],
    'a set is a record of PEMs or a list of JWKs, never both': [
      [
        "const isPems = members.length > 0 && members.every(({ input }) => typeof input === 'string')",
        [
          "members.every(({ input }) => typeof input === 'string')",
          "members.some(({ input }) => typeof input === 'string')",
        ],
      ],
    ],
  },
  'jwks/read-body.ts': {
    'more memory is taken than will be used': [
      ['let octets = new Uint8Array(Math.min(most, 16_384))', ['Math.min(most, 16_384)', 'Math.max(most, 16_384)']],
      [
        'if (length + value.length > octets.length) octets = grown(octets, Math.min(most, 2 * (length + value.length)))',
        ['length + value.length > octets.length', 'length + value.length >= octets.length'],
        ['Math.min(most, 2 * (length + value.length))', 'Math.max(most, 2 * (length + value.length))'],
      ],
    ],
    'that there is nothing to call, or to wait for, is caught like any failure of it': [
      [
        'return { next: () => iterator.next(), cancel: () => ignore(() => iterator.return?.()) }',
        ['iterator.return?.()', 'iterator.return()'],
      ],
      ['call()?.then(nothing, nothing)', ['call()?.then', 'call().then']],
    ],
  },
  'jwks/read-set.ts': {
    'a text that is nested deeper has been refused before it was parsed': [
      ['return parseJson(text, { depth }, refuse)', ['{ depth }', '{}']],
    ],
  },
  'jwks/remote-options.ts': {
    'what is finite is a number: it is for the compiler': [
      [
        "if (typeof value === 'number' && Number.isFinite(value) && (least === '0 or more' ? value >= 0 : value > 0))",
        ["typeof value === 'number'", 'true'],
      ],
    ],
  },
}

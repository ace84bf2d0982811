import { base64url, type Data, JOSEError, type SignaturePrimitive } from '@jose/core'

export interface KeyServiceOptions {
  /** Where the service is: https, or http on this machine. The token goes nowhere else. */
  readonly url: string
  /** The bearer token (RFC 6750 §2.1) that lets this application use its keys. */
  readonly token: string
  /** Milliseconds that an answer may take, the whole of it. Default 5000. */
  readonly timeout?: number
}

/** What the service does: it tells the public half of a key, and signs by the private one. Its answers are unchecked. */
export interface KeyService {
  urlOf(id: string): string
  describe(id: string): Promise<Answer>
  sign(id: string, primitive: SignaturePrimitive, data: Data): Promise<Answer>
}

export interface Answer {
  readonly [member: string]: unknown
}

/** Bytes; the answers are short, whatever a broken service may send. */
const longestAnswer = 64 * 1024

/** Throws `TypeError` for options that do not fit. */
export function createKeyService({ url, token, timeout = 5000 }: KeyServiceOptions): KeyService {
  const base = new URL(url.endsWith('/') ? url : `${url}/`)
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(base.hostname)
  if (base.protocol !== 'https:' && !(base.protocol === 'http:' && isHere))
    throw new TypeError("The 'url' is not https")
  // Checked here, because fetch would quote it in its error.
  if (!/^[\x21-\x7e]+$/.test(token)) throw new TypeError("The 'token' is printable ASCII without spaces")

  const urlOf = (id: string): string => {
    // A name and nothing that is a path: not '..', not 'a/b'.
    if (!/^[\w-]{1,128}$/.test(id)) throw new TypeError('The id of a key is up to 128 letters, digits, - and _')
    return new URL(`keys/${id}`, base).href
  }
  const ask = async (address: string, question?: object): Promise<Answer> => {
    try {
      const response = await fetch(address, {
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        redirect: 'error',
        signal: AbortSignal.timeout(timeout),
        ...(question && { method: 'POST', body: JSON.stringify(question) }),
      })
      if (response.ok) return await read(response)
      await response.body?.cancel()
      throw new JOSEError(`The key service refuses: HTTP status ${response.status}`, 'ERR_KEY_SERVICE_REFUSED')
    } catch (error) {
      throw failureOf(error, timeout)
    }
  }
  return {
    urlOf,
    describe: (id) => ask(urlOf(id)),
    // A primitive is plain data and travels as it is. Most services have names of their own for it: translate here.
    sign: (id, primitive, data) => ask(`${urlOf(id)}/sign`, { primitive, data: base64url.encode(data) }),
  }
}

/** The error for an answer that is none. What was answered stays out of it. */
export function wrongAnswer(what: string): JOSEError {
  return new JOSEError(`The key service answered ${what}`, 'ERR_KEY_SERVICE_ANSWER')
}

async function read({ body }: Response): Promise<Answer> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const part of body ?? []) {
    text += decoder.decode(part, { stream: true })
    if (text.length > longestAnswer) throw wrongAnswer('far too much')
  }
  const answer = parse(text)
  if (typeof answer !== 'object' || answer === null) throw wrongAnswer('something else than a JSON object')
  return answer as Answer
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The runtime's own error may quote addresses and headers: the caller gets a code and a kind. */
function failureOf(error: unknown, timeout: number): JOSEError {
  if (error instanceof JOSEError) return error
  return error instanceof Error && error.name === 'TimeoutError'
    ? new JOSEError(`The key service took longer than ${timeout} ms`, 'ERR_KEY_SERVICE_TIMEOUT')
    : new JOSEError('The key service cannot be reached', 'ERR_KEY_SERVICE_UNREACHABLE')
}

/** What the name may be meant for: `verify_exp` of Python is `verifyExp`, and `algorithm` may be `algorithms`. */
export function likeOf(name: string, known: readonly string[]): string {
  const bare = (text: string): string => text.toLowerCase().replace(/_|s$/g, '')
  const like = known.find((each) => bare(each) === bare(name))
  if (like !== undefined) return `: did you mean '${like}'?`
  if (/^(verify|require)[A-Z_]/.test(name) && known.includes('options')) return `: it belongs in 'options'`
  const remedy = Object.prototype.hasOwnProperty.call(elsewhere, name) ? elsewhere[name] : undefined
  if (remedy === undefined) return ''
  return remedy.length === 3 ? `: it is the claim '${remedy}'` : `: here it is ${remedy}`
}

/** What options of other libraries are here; three letters are a claim's name. */
const elsewhere: { readonly [name: string]: string } = {
  alg: "'algorithm'",
  enc: "'encryption'",
  expiresIn: 'exp',
  notBefore: 'nbf',
  ignoreExpiration: 'options: { verifyExp: false }',
  ignoreNotBefore: 'options: { verifyNbf: false }',
  clockTolerance: "'leeway', in seconds",
  clockTimestamp: "'clock', a function that gives seconds",
  currentDate: "'clock', a function that gives seconds",
  maxTokenAge: "'maxAge', in seconds",
  allowedAud: "'audience'",
  allowedIss: "'issuer'",
  allowedSub: "'subject'",
  requiredClaims: 'options: { require: [...] }',
  checkTyp: "'typ'",
  cacheTTL: 'cache: { ttl }, in seconds',
  audience: 'aud',
  issuer: 'iss',
  subject: 'sub',
  jwtid: 'jti',
  complete: 'decodeComplete',
  keyid: "'kid' in 'headers'",
}

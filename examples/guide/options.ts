// Switching validations off and on.
import { type ClaimSwitches, jwt } from '@jose/backend-node'

const secret = 'your-secret-key-of-at-least-32-bytes'
const yesterday = new Date(Date.now() - 86_400_000)
const token = await jwt.encode({ user_id: 123, aud: 'somebody else', exp: yesterday }, secret)

const options: ClaimSwitches = {
  verifySignature: true,
  verifyExp: false, // don't verify expiration
  verifyNbf: true, // verify not-before
  verifyIat: true, // verify issued-at
  verifyAud: false, // don't verify audience
  requireExp: false, // don't require the exp claim
  requireIat: false, // don't require the iat claim
  requireNbf: false, // don't require the nbf claim
}
const { user_id } = await jwt.decode(token, secret, { algorithms: ['HS256'], options })
console.log(user_id) // 123

async function refusal(switches: ClaimSwitches): Promise<string> {
  try {
    await jwt.decode(token, secret, { algorithms: ['HS256'], options: switches })
    return 'accepted'
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : 'something else'
  }
}

console.log(await refusal({})) // ExpiredSignatureError: Signature has expired
console.log(await refusal({ verifyExp: false }))
// InvalidAudienceError: Invalid audience: the token names one, and no 'audience' is given
console.log(await refusal({ ...options, requireIat: true })) // JWTClaimsError: The required claim 'iat' is missing
console.log(await refusal({ ...options, require: ['role'] })) // JWTClaimsError: The required claim 'role' is missing

// A name that does not exist would quietly skip a check. Here it is an error, for TypeScript and when it runs.
// @ts-expect-error
console.log(await refusal({ verify_exp: false })) // TypeError: Unknown option 'verify_exp': did you mean 'verifyExp'?

// The options of the load test, on the backend that runs at the edge.
import { jwt } from '@jose/backend-webcrypto'
import { bearer } from '@jose/http'

export const authenticate = bearer({
  jwt,
  key: 'a secret of at least thirty-two bytes',
  algorithms: ['HS256'],
  audience: 'api',
})

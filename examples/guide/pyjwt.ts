// Coming from PyJWT: its calls, its token, and here what writes and reads the same.
import { jwt } from '@jose/backend-node'

// pyjwt.encode({'user': 123}, 'secret', algorithm='HS256')
const theirs = 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJ1c2VyIjoxMjN9.Ry2YBquR-Bv_VC_qZykltRxZZ1actxSJsF24iYxaZiE'

const ours = await jwt.encode({ user: 123 }, 'secret', { algorithm: 'HS256' })
console.log(ours === theirs) // true

// pyjwt.decode(token, 'secret', algorithms=['HS256'])
console.log(await jwt.decode(theirs, 'secret', { algorithms: ['HS256'] })) // { user: 123 }

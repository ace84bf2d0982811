/**
 * Records conformance/vectors/peers/*.json: tokens made by other implementations, with the keys of keys.json.
 *
 * Run with Node 24 or later: `node interop/record/tokens.mjs [name of one peer]`, after installing interop's
 * dependencies and, for /usr/bin/python3, python-jose, PyJWT, jwcrypto and Authlib. Then run check.mjs.
 * All but the random signatures (ES*, PS*, ML-DSA) comes out the same each time.
 */
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { isDeepStrictEqual } from 'node:util'
import { npmImplementations } from '../peers/node-peers.ts'
import { joseJson } from './jose-json.mjs'

const python = '/usr/bin/python3'
const here = (path) => fileURLToPath(new URL(path, import.meta.url))
const read = (path) => JSON.parse(readFileSync(here(path), 'utf8'))

const keys = read('../../conformance/vectors/keys.json')
const cases = read('cases.json')
const [only] = process.argv.slice(2)

for (const implementation of await npmImplementations()) {
  const { name, sign, signText } = implementation
  const tokens = await record(implementation, (requests) =>
    Promise.all(
      requests.map(async ({ text, claims, key, algorithm, header }) => {
        try {
          if (text === undefined) return await sign(claims, key, algorithm, header)
          return await signText?.(text, key, algorithm, header)
        } catch (error) {
          return refused(name, algorithm, error.message)
        }
      }),
    ),
  )
  save(implementation, name === 'panva-jose' ? [...tokens, ...(await joseJson(keys)).map(extra)] : tokens)
}

for (const { implementation: name, version, algorithms } of runPython('../peers/python_peers.py', ['--list'])) {
  const tokens = await record({ algorithms }, (planned) => {
    const requests = planned.map((request, id) => ({ id, op: 'sign', implementation: name, ...request }))
    const { results } = runPython('../peers/python_peers.py', [], JSON.stringify({ requests }))
    return results.map(({ id, ok, token, error }) => (ok ? token : refused(name, requests[id].algorithm, error)))
  })
  const more = name === 'jwcrypto' ? runPython('jwcrypto-json.py').map(extra) : []
  save({ name, version }, [...tokens, ...more])
}

/** Signs everything planned for one implementation, leaving out what it cannot sign. */
async function record({ algorithms }, signAll) {
  const planned = plan([...algorithms].sort())
  const signed = await signAll(planned.map(({ request }) => JSON.parse(JSON.stringify(request))))
  return planned.flatMap(({ request, name, keyName, form }, index) => {
    if (typeof signed[index] !== 'string') return []
    return [entry(`${request.algorithm} ${name}`, signed[index], request, keyName, form)]
  })
}

/** All claims for three algorithms and three of them for the others; a text for each; JWK and PEM by turns. */
function plan(algorithms) {
  const names = Object.keys(cases.claims)
  const pairs = algorithms.flatMap((algorithm) => keyNames(algorithm).map((keyName) => ({ algorithm, keyName })))
  return pairs.flatMap(({ algorithm, keyName }, turn) => {
    const all = ['HS256', 'RS256', 'ES256'].includes(algorithm)
    const others = names.slice(1)
    const some = [names[0], others[turn % others.length], others[(turn + 3) % others.length]]
    const contents = [
      ...(all ? names : some).map((name) => ({ name, claims: cases.claims[name] })),
      { name: 'text', text: cases.texts[turn % cases.texts.length] },
    ]
    return contents.map(({ name, ...content }, index) => {
      const form = (turn + index) % 2 === 0 ? 'jwk' : 'pem'
      const header = (turn + index) % 3 === 0 ? { kid: keys[keyName].private.kid } : undefined
      return { name, keyName, form, request: { algorithm, key: key(keyName, 'private', form), header, ...content } }
    })
  })
}

function keyNames(algorithm) {
  if (algorithm === 'EdDSA') return ['Ed25519', 'Ed448']
  return /^[RP]S/.test(algorithm) ? ['RS256'] : [algorithm]
}

function key(name, half, form) {
  const { private: jwk, [half]: own, [`${half}Pem`]: pem } = keys[name]
  if (form === 'jwk') return { jwk: own ?? jwk }
  return pem === undefined ? { secret: Buffer.from(jwk.k, 'base64url').toString() } : { pem }
}

function entry(name, token, { algorithm, claims, text }, keyName, form) {
  const [header, payload] = token.split('.').map((part) => Buffer.from(part, 'base64url').toString())
  // The claims are written in the token's order, which some implementations change.
  const content = text === undefined ? { claims: JSON.parse(payload) } : { payload }
  if (!isDeepStrictEqual(Object.values(content)[0], claims ?? text)) throw new Error(`${name}: signed something else`)
  return complete({
    name: keyName === 'Ed448' ? `${name}, Ed448` : name,
    kind: text === undefined ? 'jwt' : 'jws',
    serialization: 'compact',
    token,
    keyName,
    form,
    header: JSON.parse(header),
    ...content,
    again: `${header}.${payload}`,
  })
}

function extra(token) {
  return complete({ ...token, name: `${token.header.alg} ${token.name}` })
}

/** Fills in what follows from the rest. `deterministic`: signing the compact JSON of the members gives these bytes. */
function complete({ name, kind = 'jws', serialization, token, keyName, form = 'jwk', header, again, ...rest }) {
  const content = rest.claims === undefined ? rest.payload : JSON.stringify(rest.claims)
  const deterministic = /^(HS|RS|Ed)/.test(header.alg) && again === `${JSON.stringify(header)}.${content}`
  const algorithm = header.alg
  return {
    name,
    kind,
    serialization,
    algorithm,
    token,
    key: key(keyName, 'public', form),
    ...(deterministic && keys[keyName].public !== undefined ? { privateKey: key(keyName, 'private', form) } : {}),
    ...(deterministic ? { deterministic } : {}),
    header,
    ...rest,
  }
}

function save({ name, version }, tokens) {
  if (only !== undefined && only !== name) return
  const file = here(`../../conformance/vectors/peers/${name}.json`)
  const document = { source: `${name} ${version}`, script: 'interop/record/tokens.mjs', tokens }
  writeFileSync(file, `${JSON.stringify(document, null, 2)}\n`)
  console.log(`${name} ${version}: ${tokens.length} tokens`)
}

function runPython(script, flags = [], input = '') {
  return JSON.parse(execFileSync(python, [here(script), ...flags], { input, encoding: 'utf8', maxBuffer: 1 << 26 }))
}

function refused(name, algorithm, message) {
  console.log(`${name} does not sign ${algorithm}: ${message}`)
  return undefined
}

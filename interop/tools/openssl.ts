import { fromDer, isEcdsa, toDer } from './ecdsa.ts'
import { type KeyTool, textOf, versionOf, workshop } from './key-tool.ts'

const { name, lack } = versionOf('openssl', 'version')
const { run, succeeds, write } = workshop()

const rsa = ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048']
const ec = (curve: string): readonly string[] => ['-algorithm', 'EC', '-pkeyopt', `ec_paramgen_curve:${curve}`]
const kinds: { readonly [algorithm: string]: readonly string[] } = {
  RS256: rsa,
  PS256: rsa,
  ES256: ec('P-256'),
  ES384: ec('P-384'),
  ES512: ec('P-521'),
  ES256K: ec('secp256k1'),
  Ed25519: ['-algorithm', 'ED25519'],
  Ed448: ['-algorithm', 'ED448'],
}

const oaep = ['-pkeyopt', 'rsa_padding_mode:oaep', '-pkeyopt', 'rsa_oaep_md:sha256', '-pkeyopt', 'rsa_mgf1_md:sha256']

/** What `pkeyutl` is told of a signature. */
function optionsOf(algorithm: string): readonly string[] {
  if (algorithm.startsWith('Ed')) return ['-rawin']
  const digest = ['-rawin', '-digest', `sha${/\d{3}/.exec(algorithm)?.[0]}`]
  return algorithm === 'PS256'
    ? [...digest, '-pkeyopt', 'rsa_padding_mode:pss', '-pkeyopt', 'rsa_pss_saltlen:digest']
    : digest
}

/** The command, whose keys are PKCS#8 and SPKI in PEM. */
export const openssl: KeyTool = {
  name: name.split(' ').slice(0, 2).join(' '),
  lack,
  algorithms: Object.keys(kinds),
  encrypts: true,
  signed: (data) => data,
  make: (algorithms) =>
    algorithms.map((algorithm) => {
      const key = run('openssl', ['genpkey', ...(kinds[algorithm] ?? [])]).toString()
      return { private: key, public: run('openssl', ['pkey', '-pubout'], key).toString() }
    }),
  answer: (questions) =>
    questions.map((question) => {
      const [key, data] = [write('key', textOf(question.key)), write('data', question.data)]
      const file = ['-inkey', key, '-in', data]
      if (question.ask === 'encrypt') return run('openssl', ['pkeyutl', '-encrypt', '-pubin', ...file, ...oaep])
      if (question.ask === 'decrypt') return run('openssl', ['pkeyutl', '-decrypt', ...file, ...oaep])
      const { algorithm } = question
      if (question.ask === 'sign') {
        const signature = run('openssl', ['pkeyutl', '-sign', ...file, ...optionsOf(algorithm)])
        return isEcdsa(algorithm) ? fromDer(signature, algorithm) : signature
      }
      const signature = isEcdsa(algorithm) ? toDer(question.signature) : question.signature
      const args = ['-verify', '-pubin', ...file, '-sigfile', write('signature', signature), ...optionsOf(algorithm)]
      return Uint8Array.of(succeeds('openssl', ['pkeyutl', ...args]) ? 1 : 0)
    }),
}

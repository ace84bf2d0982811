import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A key as a tool writes it: PEM, a line or a file of OpenSSH, or DER. */
export type Written = string | { readonly der: Uint8Array }

/** What a tool is asked; the algorithms have the names of JOSE. */
export type Question =
  | { readonly ask: 'make'; readonly algorithm: string }
  | { readonly ask: 'sign'; readonly algorithm: string; readonly key: Written; readonly data: Uint8Array }
  | {
      readonly ask: 'verify'
      readonly algorithm: string
      readonly key: Written
      readonly data: Uint8Array
      readonly signature: Uint8Array
    }
  /** By RSA-OAEP-256. */
  | { readonly ask: 'encrypt'; readonly key: Written; readonly data: Uint8Array }
  | { readonly ask: 'decrypt'; readonly key: Written; readonly data: Uint8Array }

/** What is asked of a key that is there. */
export type KeyQuestion = Exclude<Question, { ask: 'make' }>

/** A tool that makes keys and uses them. Signatures are JOSE's: of ECDSA, r‖s. */
export interface KeyTool {
  readonly name: string
  /** Why it cannot be asked, where it cannot. */
  readonly lack: string | undefined
  /** Of signatures. */
  readonly algorithms: readonly string[]
  readonly encrypts: boolean
  /** What a tool signs that puts more around the data. */
  signed(data: Uint8Array): Uint8Array
  make(algorithms: readonly string[]): readonly { readonly private: Written; readonly public: Written }[]
  /** Signature, ciphertext or plaintext; of a verification one octet, 1 where the signature is good. */
  answer(questions: readonly KeyQuestion[]): readonly Uint8Array[]
}

/** Where a tool leaves its files, until the process ends. */
export function workshop() {
  const directory = mkdtempSync(join(tmpdir(), 'jose-tools-'))
  process.on('exit', () => rmSync(directory, { recursive: true, force: true }))
  return {
    directory,
    write(name: string, content: string | Uint8Array): string {
      const path = join(directory, name)
      writeFileSync(path, content)
      // OpenSSH reads no key that others can read.
      chmodSync(path, 0o600)
      return path
    },
    run(command: string, args: readonly string[], input?: string | Uint8Array): Buffer {
      return execFileSync(command, args, { cwd: directory, input, stdio: ['pipe', 'pipe', 'pipe'] })
    },
    succeeds(command: string, args: readonly string[], input?: string | Uint8Array): boolean {
      try {
        execFileSync(command, args, { cwd: directory, input, stdio: ['pipe', 'pipe', 'pipe'] })
        return true
      } catch {
        return false
      }
    },
  }
}

/** The first line that a command prints, or why it cannot be run. */
export function versionOf(
  command: string,
  ...args: readonly string[]
): { readonly name: string; readonly lack?: string } {
  try {
    return {
      name:
        execFileSync('sh', ['-c', '"$@" 2>&1', 'sh', command, ...args], { encoding: 'utf8' }).split('\n')[0] ?? command,
    }
  } catch {
    return { name: command, lack: `${command} is not installed` }
  }
}

export function textOf(key: Written): string {
  if (typeof key === 'string') return key
  throw new TypeError('The tool writes its keys as text')
}

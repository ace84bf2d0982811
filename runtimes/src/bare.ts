import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { project } from './folders.ts'
import type { Order } from './runtime.ts'

/** More than all cases ask for; who asks for more gets an error, never the same again. */
const octets = 2 * 1024 * 1024

let scripts = 0

/**
 * One script for an engine that has the language and `print`: the order, a source of randomness, and the bundle. The randomness is
 * Node's, brought along, as such an engine has none: its host must give it.
 */
export function bareScript(bundle: string, order: Order): string {
  const pool = Array.from(randomBytes(octets), (octet) => String.fromCharCode(0x4e00 + octet)).join('')
  const file = `${project}/entries/bare-${++scripts}.js`
  writeFileSync(file, `var order = ${JSON.stringify(order)};\n${source(pool)}\n${readFileSync(bundle, 'utf8')}`)
  return file
}

/** In the oldest JavaScript, each octet a character. */
const source = (pool: string): string => `var random = (function (pool, at) {
  return function (length) {
    if (at + length > pool.length) throw new Error('there is no more randomness');
    var octets = new Uint8Array(length);
    for (var i = 0; i < length; i++) octets[i] = pool.charCodeAt(at++) - 0x4e00;
    return octets;
  };
})('${pool}', 0);`

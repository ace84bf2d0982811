import { java } from './java.ts'
import type { KeyTool } from './key-tool.ts'
import { openssh } from './openssh.ts'
import { openssl } from './openssl.ts'
import { python } from './python.ts'

export type { KeyQuestion, KeyTool } from './key-tool.ts'

/** Tools that make keys, and sign and encrypt by them. */
export const keyTools: readonly KeyTool[] = [openssl, openssh, python, java]

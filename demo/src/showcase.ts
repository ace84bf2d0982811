import { showEncrypted } from './encrypted.ts'
import { showIssued } from './issued.ts'
import { showPeers, showPrinted } from './recorded.ts'
import { showRefused } from './refused.ts'
import { heading } from './report.ts'
import { showSent } from './sent.ts'
import { showTampered } from './tampered.ts'
import { printable, styled } from './text.ts'
import { readEncrypted, readRecordings } from './vectors.ts'

/** The whole demo. Answers whether all was as expected. */
export async function showAll(): Promise<boolean> {
  const [printed, peers] = [readRecordings('printed'), readRecordings('peers')]
  const encrypted = readEncrypted()
  const findings = [
    await showPrinted(printed),
    await showPeers(peers),
    await showTampered([...printed, ...peers]),
    await showIssued(peers.map(({ name }) => name)),
    await showEncrypted(encrypted),
    await showRefused(encrypted),
    await showSent(encrypted.map(({ name }) => name)),
  ]
  const surprises = findings.flatMap((found) => found.surprises)

  heading('Summary')
  for (const { summary } of findings) console.log(summary)
  console.log(
    surprises.length === 0 ? styled('green', '✓ all as expected') : styled('red', `✗ ${surprises.length} unexpected`),
  )
  for (const surprise of surprises) console.error(`error: ${printable(surprise)}`)
  return surprises.length === 0
}

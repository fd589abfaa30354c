import type { Holder, Trouble } from '#protocol/trouble.ts'
import { holdersOf } from './holder.ts'

/** Characters of the operating system's message that are kept. */
const MESSAGE = 300

/** Why a port that is there cannot be opened, from the operating system's message. `holders`: who has it open. */
export async function whyRefused(message: string, path: string, holders = holdersOf): Promise<Trouble> {
  if (/lock|busy/i.test(message)) return heldBy(await holders(path), path)
  if (/permission|access denied/i.test(message)) return { code: 'not-permitted', fields: { path } }
  return { code: 'not-opened', fields: { path, message: message.slice(0, MESSAGE) } }
}

function heldBy(holders: Holder[], path: string): Trouble {
  if (holders.some(({ pid }) => pid === process.pid)) return { code: 'held-here', fields: { path } }
  return holders.length > 0 ? { code: 'held', fields: { path, holders } } : { code: 'held-unseen', fields: { path } }
}

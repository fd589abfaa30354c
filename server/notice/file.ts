import { appendFile } from 'node:fs/promises'
import type { TextMessages } from './port.ts'

/** The demonstration's gateway: a line a message at the end of a file that only its owner reads. Nothing leaves this machine. */
export const fileMessages = (file: string, clock: () => Date): TextMessages => ({
  async send({ id, phone, text }) {
    await appendFile(file, `${JSON.stringify({ at: clock().toISOString(), id, phone, text })}\n`, { mode: 0o600 })
    return { posted: true }
  },
})

import type { Deps } from './deps.ts'

/**
 * Logs each command that comes in, by the door that it comes through: its id, by which every later line about it is found, and the check. What a
 * booth signs has an id of its own, which is that of its command. Nothing else of it.
 */
export const arrivalsIn =
  ({ log }: Pick<Deps, 'log'>) =>
  (message: string, request: unknown): void => {
    if (typeof request !== 'object' || request === null) return
    const { command, id, check } = Object.assign({ command: null, id: null, check: null }, request)
    const known = command ?? id
    if (known !== null) log.info({ command: known, check, message }, 'a command came')
  }

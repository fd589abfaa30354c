/** Levels by consequence: error somebody has to act, warn somebody may have to, info one line a lifecycle change. No personal data. */
export type Log = {
  error(fields: object, text: string): void
  warn(fields: object, text: string): void
  info(fields: object, text: string): void
  debug(fields: object, text: string): void
}

/** No personal data in a log: ids, kinds and codes alone. */
export type Log = Record<'error' | 'warn' | 'info', (fields: object, text: string) => void>

/** The server's clock by the date of its answers, whole seconds; null: it can't be asked. */
export const serverTime = async (server: string): Promise<Date | null> => {
  const answer = await fetch(`${server}/healthz`, { signal: AbortSignal.timeout(3000) }).catch(() => null)
  const date = answer?.headers.get('date')
  return date ? new Date(date) : null
}

import type { Line, LineState } from '../line/driver.ts'

/** From the best to the worst. */
const STATES: readonly LineState[] = ['alive', 'silent', 'absent']

/**
 * Several devices of one kind as one: two boards that each feel one grip. It is alive when all are, since nobody could tell else which
 * of them a station lacks. Null: there are none.
 */
export function joined<R>(lines: readonly Line<R>[]): Line<R> | null {
  const [only] = lines
  if (!only || lines.length === 1) return only ?? null
  const worst = (): LineState => STATES.findLast((state) => lines.some((line) => line.state === state)) ?? 'absent'
  const sum = (of: (line: Line<R>) => number) => lines.reduce((all, line) => all + of(line), 0)
  const several = (stops: (() => void)[]) => () => stops.forEach((stop) => stop())
  return {
    onReading: (take) => several(lines.map((line) => line.onReading(take))),
    onFrame: (take) => several(lines.map((line) => line.onFrame(take))),
    onState(take) {
      let before = worst()
      const look = () => {
        const now = worst()
        if (now !== before) take(now)
        before = now
      }
      return several(lines.map((line) => line.onState(look)))
    },
    get state() {
      return worst()
    },
    get frames() {
      return sum(({ frames }) => frames)
    },
    get faults() {
      return sum(({ faults }) => faults)
    },
    get trouble() {
      return lines.find(({ trouble }) => trouble !== null)?.trouble ?? null
    },
    get port() {
      return lines.flatMap(({ port }) => port ?? []).join(' ') || null
    },
    tare: (cell) => lines.map((line) => line.tare(cell)).some(Boolean),
    send: async (bytes) => (await Promise.all(lines.map((line) => line.send(bytes)))).some(Boolean),
    close: async () => void (await Promise.all(lines.map((line) => line.close()))),
  }
}

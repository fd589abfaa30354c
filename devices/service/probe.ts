import type { Probed } from '#protocol/service.ts'
import type { AnyModel } from '../families/model.ts'
import type { Line } from '../line/driver.ts'
import { openLine } from '../line/port.ts'

/** So long a model is given to answer, ms: a reader of cards is asked every 300 ms, a keypad says each second that it lives. */
const EACH_MS = 1800
/** One that has said something is listened to for so much longer, ms: a keypad's second sign of life may just be missed. */
const LONGER_MS = 600
/** Frames that make it likely. */
const ENOUGH = 2

/**
 * Tries on a spare port which model answers there, one after the other, each at its own speed. `sure`: its frames carry a checksum.
 * A device that speaks only when somebody stands on it is not found.
 */
export const probe = async (
  path: string,
  models: Readonly<Record<string, AnyModel>>,
  clock: () => number,
  signal: AbortSignal,
): Promise<Probed> => {
  // What carries no checksum fits many bytes: it comes last.
  const tried = Object.entries(models).toSorted(([, a], [, b]) => Number(b.checked) - Number(a.checked))
  for (const [name, model] of tried) {
    if (signal.aborted) break
    const { line } = model.connect(model.example, (driver) => openLine(driver, async () => ({ path, id: path }), { clock }))
    const answers = await hears(line, model.checked)
    await line.close()
    if (answers) return { model: name, sure: model.checked }
  }
  return { model: null, sure: false }
}

/**
 * Whether frames come that are this model's. All small boards speak in lines of one kind: what a driver doesn't understand is another
 * one's. Without a checksum no frame may be a fault.
 */
const hears = (line: Pick<Line<unknown>, 'onFrame'>, checked: boolean): Promise<boolean> =>
  new Promise((resolve) => {
    let [its, others] = [0, 0]
    const stop = line.onFrame((_, { fault }) => {
      if (fault === 'not-understood' || (!checked && fault !== undefined)) others++
      else its++
    })
    const end = () => {
      stop()
      resolve(its >= ENOUGH && its > others)
    }
    setTimeout(() => (its + others === 0 || its >= ENOUGH ? end() : setTimeout(end, LONGER_MS)), EACH_MS)
  })

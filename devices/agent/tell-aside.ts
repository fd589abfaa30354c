import type { BoothCheck } from '#protocol/check.ts'
import { isRefusal, shortened } from '#protocol/refusal.ts'
import { PASSING, type RefusedReading } from '../keep/spool.ts'
import type { Uplink } from './uplink.ts'

export type TellAsideDeps = {
  uplink: Pick<Uplink, 'ask'>
  ids: () => string
  onCheck: (held: BoothCheck) => void
  /** An attempt of whose reading the server takes no note. */
  giveUp: (attempt: string) => void
}

/** Tells the server of readings that it didn't take and that lie aside, one after the other, so that the doctor hears why. */
export const tellingAside = ({ uplink, ids, onCheck, giveUp }: TellAsideDeps) => {
  const waiting: { command: string; check: string; attempt: string; refusal: ReturnType<typeof shortened> }[] = []
  /** What the server doesn't take note of, another program or another check, is given up as ever, so that the station can be begun again. */
  const tell = async (): Promise<void> => {
    for (let [one] = waiting; one; [one] = waiting) {
      const answer = await uplink.ask('booth:aside', one)
      if (isRefusal(answer) && PASSING.includes(answer.refused)) return
      if (waiting[0] === one) waiting.shift()
      if (isRefusal(answer)) giveUp(one.attempt)
      else onCheck(answer)
    }
  }
  return {
    add({ reading: { check, attempt }, refusal }: RefusedReading) {
      waiting.push({ command: ids(), check, attempt, refusal: shortened(refusal) })
      void tell()
    },
    /** Tells again what the server hasn't heard. */
    tell,
  }
}

import type { HeightScore, HeightTrial } from '#protocol/procedures/height.ts'

/** On two feet each bears about half: less than this part is a foot that is lifted or only put down. A proposal. */
const LEAST_PART = 0.25
/** Less than this on both is nobody's weight, mN: some 15 kg. */
const LEAST_MN = 150_000

type Feet = NonNullable<HeightScore['feet']>

const borne = ({ left, right }: { left: number; right: number }): Feet | null => {
  if (left + right < LEAST_MN) return 'none'
  return Math.min(left, right) < LEAST_PART * (left + right) ? 'one' : null
}

/** What was odd about the weight on the feet in some round; null: nothing, or nobody felt it. Of tiptoe two cells tell nothing. */
export const feetOf = (trials: readonly HeightTrial[]): Feet | null => {
  const rounds = trials.flatMap(({ answer }) => (answer.step === 'stand' && answer.feetMn ? [borne(answer.feetMn)] : []))
  return rounds.find((feet) => feet !== null) ?? null
}

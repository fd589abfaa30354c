import { nextStimulus } from '#measure/index.ts'
import { DONE } from '#measure/procedure.ts'
import type { Card } from '#protocol/reading.ts'
import type { Answer, Attempt, Setup, Stimulus, Trial } from '#protocol/measurement.ts'

/** The number of a made-up person: a division code that was never given out, their birthday, a serial and the check digit of GB 11643. */
export const numberOf = (birth: string, serial: number, division = '999901'): string => {
  const body = `${division}${birth.replaceAll('-', '')}${String(serial).padStart(3, '0')}`
  const sum = Array.from(body, Number).reduce((total, digit, index) => total + digit * (2 ** (17 - index) % 11), 0)
  return body + '10X98765432'[sum % 11]
}

/** The card of a made-up driver. */
export const cardOf = (name = '张三', serial = 1, more: Partial<Card> = {}): Card => ({
  kind: 'resident',
  name,
  sex: 'male',
  nation: '01',
  birth: '1962-03-05',
  address: '示范市演示区样例路1号',
  number: numberOf('1962-03-05', serial),
  authority: '示范市公安局',
  validFrom: '2010-01-01',
  validTo: null,
  ...more,
})

/** How a driver of 172 cm answers who sees, hears and moves well. */
const answer = (setup: Setup, stimulus: Stimulus): Answer => {
  if ('direction' in stimulus) return stimulus.direction
  if ('figure' in stimulus) return stimulus.figure
  // 35 dB(A) at a microphone that comes to full scale at 110.
  if ('listen' in stimulus) return { dbfs: -75 }
  if ('pitch' in stimulus) return stimulus.sounds ? 'heard' : 'nothing'
  if ('foreMs' in stimulus) return 'pressed'
  if ('side' in stimulus) return stimulus.side === 'silent' ? 'nothing' : stimulus.side
  if ('step' in stimulus && setup.procedure === 'height')
    return stimulus.step === 'stand'
      ? { step: 'stand', samplesMm: Array.from({ length: 40 }, () => setup.floorMm - 1720) }
      : { step: 'step-off' }
  if ('task' in stimulus && stimulus.task.startsWith('press'))
    return { done: 'done', force: Array.from({ length: 50 }, (_, index) => [index * 40, index < 5 ? 0 : 120_000]) }
  return { done: 'done', force: null }
}

/** The log of an attempt by a healthy driver, from the first trial to the last. */
export const rehearsed = ({ setup, seed }: Pick<Attempt, 'setup' | 'seed'>): Trial[] => {
  const trials: Trial[] = []
  for (;;) {
    const stimulus = nextStimulus(setup, seed, trials)
    if (stimulus === DONE) return trials
    // Quicker than anybody is: a log can't say that more time passed than did since the attempt was started.
    const shownAt = trials.at(-1)?.answeredAt ?? 0
    // Which stimulus goes with which answer is the procedure's: the union can't say it.
    trials.push({
      stimulus,
      answer: answer(setup, stimulus),
      shownAt,
      answeredAt: shownAt + ('foreMs' in stimulus ? 280 : 10),
      source: 'device',
    } as Trial)
  }
}

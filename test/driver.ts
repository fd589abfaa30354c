import { healthyAnswer, nextStimulus } from '#measure/index.ts'
import { DONE } from '#measure/procedure.ts'
import type { Attempt, Trial } from '#protocol/measurement.ts'
import type { Card } from '#protocol/reading.ts'

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

/** The log of an attempt by a healthy driver, from the first trial to the last. */
export const rehearsed = ({ setup, seed }: Pick<Attempt, 'setup' | 'seed'>): Trial[] => {
  const trials: Trial[] = []
  for (;;) {
    const stimulus = nextStimulus(setup, seed, trials)
    if (stimulus === DONE) return trials
    // Quicker than anybody is: a log can't say that more time passed than did since the attempt was started.
    const shownAt = trials.at(-1)?.answeredAt ?? 0
    const answer = healthyAnswer(setup, stimulus)
    const force = typeof answer === 'object' && 'force' in answer ? (answer.force ?? []) : []
    // Which stimulus goes with which answer is the procedure's: the union can't say it.
    trials.push({
      stimulus,
      answer,
      shownAt,
      answeredAt: shownAt + Math.max('foreMs' in stimulus ? 280 : 10, ...force.map(([since]) => since)),
      source: 'device',
    } as Trial)
  }
}

import type { Texts } from '../../texts.ts'
import type { acuity as zh } from '../../zh/procedures/acuity.ts'

export const acuity = {
  /** What the driver reads. */
  booth: {
    cover: { left: 'Cover your left eye with your left palm', right: 'Cover your right eye with your right palm' },
    coverText: {
      keypad:
        'Don’t press on the eye and don’t squint. Each time, see where the E opens and press that arrow on the keypad. If it isn’t clear, a guess is fine.',
      stick:
        'Don’t press on the eye and don’t squint. Each time, see where the E opens and push the stick that way. If it isn’t clear, a guess is fine.',
      touch:
        'Don’t press on the eye and don’t squint. Each time, see where the E opens and touch that arrow. If it isn’t clear, a guess is fine.',
    },
    tested: { left: 'Testing the left eye', right: 'Testing the right eye' },
    ready: 'Covered, start',
    question: 'Where does it open?',
    practice: 'Practice first',
    cannot: 'Can’t see it',
    rest: 'Rest your eye',
    restText: {
      left: 'Blink and look around. Keep your left eye covered; the test goes on by itself in {seconds} seconds.',
      right: 'Blink and look around. Keep your right eye covered; the test goes on by itself in {seconds} seconds.',
    },
    directions: { up: 'Up', right: 'Right', down: 'Down', left: 'Left' },
  },
  /** What a score says to a doctor. */
  score: {
    region: 'from large to small, read down to {level}',
    regionNone: 'from large to small, nothing was read',
    unpractised: 'not even the large ones for practice were read twice in a row',
    number: 'about {level} (interval {low} to {high}), {trials} trials',
    numberBelow: 'below 4.0, the largest sign there is; how far below can’t be measured (at most {high}), {trials} trials',
    below: 'below 4.0',
    line: 'line {level}: {right} of {shown} right, {read}',
    lineRead: { yes: 'read', no: 'not read' },
    walk: '{limit}: score {score}, {trials} trials, {outcome}',
    walkOutcome: { reached: 'reached', 'not-reached': 'not reached' },
    borderline: 'borderline',
    fell: 'rose, then fell, as when an eye tires',
  },
  /** What the picture of a log says. */
  log: {
    label: 'Log of the {eye} eye’s acuity. {told}',
    before: 'practice, large to small',
    walk: '{limit}: {trials} trials, score {score}, {outcome}. ',
    reached: 'reached',
    'not-reached': 'not reached',
    running: 'running',
    and: ', ',
    borderline: 'borderline',
    upper: 'reached at +{bound}',
    lower: 'not reached at −{bound}',
    legend: '● right   ✕ wrong   ○ cannot see',
    number: '{told}. ',
    rest: '┃ rest',
    line: 'Line {level}: {right} of {shown} right, {read}. ',
    read: 'read',
    unread: 'not read',
  },
} satisfies Texts<typeof zh>

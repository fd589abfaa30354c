import type { Texts } from '../../texts.ts'
import type { acuity as zh } from '../../zh/procedures/acuity.ts'

export const acuity = {
  /** What the driver reads. */
  booth: {
    cover: { left: 'Cover your left eye with your left palm', right: 'Cover your right eye with your right palm' },
    coverText:
      'Don’t press on the eye and don’t squint. Each time, see where the E opens and touch that arrow. If it isn’t clear, a guess is fine.',
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
    mark: 'Sit upright with your head at the mark, and stay so to the end. Don’t press on the eye and don’t squint. Each time touch the arrow to which the E opens. A guess is fine.',
    holding: 'Please hold still',
    holdingText: {
      left: 'The camera is noting where you sit. Keep your left eye covered.',
      right: 'The camera is noting where you sit. Keep your right eye covered.',
    },
    seat: { back: 'A little further back, please', nearer: 'A little nearer, please', still: 'Good, stay like this' },
    seatText: {
      left: 'Your head had moved, so the last one doesn’t count. Keep your left eye covered; the test goes on by itself when you sit right.',
      right:
        'Your head had moved, so the last one doesn’t count. Keep your right eye covered; the test goes on by itself when you sit right.',
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
    unwatched: 'the eyes weren’t found at the mark, so the head wasn’t watched',
    away: 'head: {uncounted} not counted as too near or too far, {unseen} out of the camera’s sight',
    restless: 'the head left the mark again and again, and the test was ended',
    unseen: 'the head was often out of the camera’s sight',
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
    distance: 'how far the head is from the mark, % of the light path',
    nearer: '{percent}% nearer',
    further: '{percent}% further',
    distanceLegend: '● counted   ✕ too near or too far, not counted   ○ head not seen',
    unwatched: 'The eyes weren’t found at the mark, so the head wasn’t watched. ',
    hint: 'At the mark the camera saw: {seen}. A hint only: look at the picture. ',
    hintOtherwise: '⚠ At the mark the camera saw: {seen}. That isn’t how this test was set up. A hint only: look at the picture. ',
    covered: { left: 'left eye covered', right: 'right eye covered', both: 'both eyes covered', none: 'no eye covered' },
    by: { hand: 'by a hand', other: 'not by a hand' },
    glasses: { on: 'glasses on', off: 'no glasses' },
    distanceTold: 'Head: {uncounted} of {shown} not counted, {unseen} not seen; at most {nearest}% nearer and {furthest}% further. ',
    line: 'Line {level}: {right} of {shown} right, {read}. ',
    read: 'read',
    unread: 'not read',
  },
} satisfies Texts<typeof zh>

import type { Texts } from '../../texts.ts'
import type { colour as zh } from '../../zh/procedures/colour.ts'

export const colour = {
  /** What the driver reads. */
  booth: {
    plate: 'Colour plate',
    question: { digits: 'Which two digits are in the circle?', openings: 'Where is the ring open?' },
    demonstration: 'Example',
    cannot: 'Can’t see any',
    clear: 'Clear',
    entered: 'Digits entered',
  },
  /** What a score says to a doctor. */
  score: {
    axis: '{axis}: score {score}, {plates} plates, {outcome}',
    lines: '{axis}: lines of confusion {scores}, {plates} plates in all, {outcome}',
    axes: { protan: 'red axis', deutan: 'green axis' },
    axisOutcome: { accepted: 'passed', referred: 'for the doctor to decide' },
    openings: 'plates with openings, for people who don’t read digits',
    faint: 'faint plates read: red {protanRead} of {protanShown}, green {deutanRead} of {deutanShown}',
    tritan: '; blue–yellow {tritanRead} of {tritanShown}',
    weak: 'a sign of colour weakness, which still passes',
    demonstrationUnread: 'the example plate was not read either',
  },
  /** What the picture of a log says. */
  log: {
    label: 'Log of colour vision. Red axis {protan} points, green axis {deutan} points.',
    demonstration: 'Example',
    protan: 'Red axis',
    deutan: 'Green axis',
    'weak-protan': 'Red axis, faint',
    'weak-deutan': 'Green axis, faint',
    tritan: 'Blue and yellow, for information',
    axis: '{axis}: score {score}, {plates} plates (passed at +{accepted}, to the doctor at −{referred})',
    lines: '{axis}: lines of confusion {scores}, {plates} plates in all (each passed at +{accepted}, to the doctor at −{referred})',
    flawless:
      '{axis}: lines of confusion {scores}, {plates} plates in all (passed when {flawless} of each are read without a miss, or each at +{accepted}; to the doctor at −{referred})',
    more: '{kind}: {read} of {shown} read',
    weak: 'Two or more of the faint plates were not read: a sign of colour weakness, which still passes.',
    answer: 'The plate shows {figure}, the answer was {answer}',
    figures: { up: 'open above', right: 'open on the right', down: 'open below', left: 'open on the left', 'cannot-see': 'cannot see' },
  },
} satisfies Texts<typeof zh>

import type { Texts } from '../texts.ts'
import type { effort as zh } from '../zh/effort.ts'

export const effort = {
  heading: 'How it was answered (for information; the result does not depend on it)',
  strength: { hint: 'slight sign', clear: 'clear sign', strong: 'very clear sign' },
  kinds: {
    'too-fast': 'Too fast: {count} of {of} were answered within {seconds} s of appearing, faster than anybody can choose.',
    'too-early': 'Too early: before {count} of {of} appeared, a key had already been pressed. Those presses did not count as answers.',
    'same-answer':
      'Always the same: {count} of {of} answers were “{answer}”. Such answers are {odds} more likely from someone who does not look than from someone who tries.',
    guesses:
      'Looks like guessing: {count} of {of} answers were right. Such answers are {odds} more likely from someone who only guesses than from someone who does their best.',
    avoids:
      'Looks wrong on purpose: only {count} of {of} answers were right, fewer than guessing gives. Such answers are {odds} more likely from someone who avoids the right ones than from someone who guesses.',
    withholds:
      'Does not guess: “can’t see” {count} times in {of}, and hardly a wrong answer. Ask the driver to guess when unsure: a driver who does not guess is more likely to fall short of the limit.',
    voices:
      'Voices in the booth: somebody spoke during {count} of {of} answers ({heard} after the first). Only loudness was looked at and nothing was recorded; see whether somebody helps the driver.',
  },
  place: 'answer {answer} at {time}',
  more: 'and more',
  times: 'about {odds} times',
  overTimes: 'over {odds} times',
  answers: { up: 'up', right: 'right', down: 'down', left: 'left' },
  chip: 'see the answers',
} satisfies Texts<typeof zh>

import type { REFUSED_TO_SCREENS } from '#protocol/refusal.ts'

/** What a page that only shows can be refused when it comes. */
export const refusalsOfScreens = {
  malformed: 'What was sent has the wrong form and was not used. Reload the page and try again; if it stays so, ask the staff.',
  'too-many-lines':
    'This account (or machine) has {most} windows open already, and no more are taken. Close those that you don’t use: this one comes in by itself.',
  internal: 'Something went wrong inside the system and this was not done. Try again later; if it stays so, tell the administrator.',
  'booth-unknown':
    'The server does not know this machine: it was never enrolled, or its enrolment was replaced. Enrol it again on the administration page.',
  'screen-taken':
    'Another screen is connected with this one’s key, so this one can’t be. Close that one; a hall with several screens has each of them added by an administrator and enrolled with a code of its own.',
  'nonce-unknown': 'The number for this connection is no longer good. The machine connects again by itself; wait a moment.',
  'signature-wrong':
    "The machine's signature is wrong and its data were not accepted. Have the staff see whether it must be enrolled again.",
  'machine-disabled':
    'An administrator has disabled this machine, so nothing is taken from it. If it is to work again, have it enabled and enrolled anew.',
} satisfies Record<(typeof REFUSED_TO_SCREENS)[number], string>

/** For a code that has no sentence here: the server is newer, or it was not foreseen on this page. */
export const otherRefusal = 'That didn’t work ({code}). Please try again; if it happens again, call the staff in the hall.'

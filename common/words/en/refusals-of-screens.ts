import type { REFUSED_TO_SCREENS } from '#protocol/refusal.ts'

/** What a page that only shows things can be refused when it connects. */
export const refusalsOfScreens = {
  malformed: 'What was sent has the wrong form and was not used. Reload the page and try again; if that does not help, ask the staff.',
  'too-many-lines':
    'This account (or machine) has {most} windows open already, and no more are allowed. Close those that you don’t use; this one then connects automatically.',
  internal: 'Something went wrong inside the system and this was not done. Try again later; if that does not help, tell the administrator.',
  'booth-unknown':
    'The server does not know this machine: it was never enrolled, or its enrolment was replaced. Enrol it again on the administration page.',
  'screen-taken':
    'Another screen is connected with this one’s key, so this one can’t be. Close that one; for several screens in a hall, an administrator adds each of them and enrols it with its own code.',
  'nonce-unknown': 'The number for this connection is no longer valid. The machine reconnects automatically; wait a moment.',
  'signature-wrong':
    "The machine's signature is wrong and its data were not accepted. Ask the staff to check whether it has to be enrolled again.",
  'machine-disabled':
    'An administrator has disabled this machine, so nothing is accepted from it. To use it again, ask the administrator to enable and enrol it again.',
} satisfies Record<(typeof REFUSED_TO_SCREENS)[number], string>

/** For a code that has no sentence here: the server is newer, or this page is not expected to get it. */
export const otherRefusal = 'That didn’t work ({code}). Please try again; if it happens again, call the staff in the hall.'

import type { REFUSED_TO_MACHINES } from '#protocol/refusal.ts'

/** What a page that only a machine looks after can be refused. */
export const refusalsOfMachines = {
  malformed: 'What was sent has the wrong form and was not used. Reload the page and try again; if it stays so, ask the staff.',
  'unknown-message':
    'The server does not know this request; the two sides may run different versions. Reload the page; if it stays so, have the software updated.',
  'not-allowed': 'Your account may not do this. If you need to, ask the administrator.',
  'too-many-tries': 'There were too many tries. Wait a minute, then try again.',
  'too-many-lines':
    'This account (or machine) has {most} windows open already, and no more are taken. Close those that you don’t use: this one comes in by itself.',
  internal: 'Something went wrong inside the system and this was not done. Try again later; if it stays so, tell the administrator.',
  'records-busy':
    'The records are busy: another program holds them, and this was not saved. Try again in a moment; if it stays so, tell the administrator.',
  'disk-full':
    "The server's disk is full or can't be written ({cause}), so this was not saved; what was saved before can still be read. Ask an administrator to make room, then try again.",
  'not-connected': 'The connection to the server is lost and is being restored. Wait a moment.',
  'no-answer': 'The server did not answer in time, so it is not certain whether this was done. Wait: the screen will show what is so.',
  'not-found': 'What you asked for was not found. Check it and try again.',
  'code-wrong': 'The code is wrong, used up or too old. Check it and type it again, or ask the administrator for a new one.',
  'booth-unknown':
    'The server does not know this machine: it was never enrolled, or its enrolment was replaced. Enrol it again on the administration page.',
  'booth-taken':
    'Another computer is connected with this booth’s key, so this one can’t be. Look whether the booth’s data folder was copied: each computer needs a folder of its own, enrolled with a code of its own.',
  'screen-taken':
    'Another screen is connected with this one’s key, so this one can’t be. Close that one; a hall with several screens has each of them added by an administrator and enrolled with a code of its own.',
  'nonce-unknown': 'The number for this connection is no longer good. The machine connects again by itself; wait a moment.',
  'signature-wrong':
    "The machine's signature is wrong and its data were not accepted. Have the staff see whether it must be enrolled again.",
  'origin-wrong': "This is not the system's own address, so nothing was done. Enter by {origin}.",
  'machine-disabled':
    'An administrator has disabled this machine, so nothing is taken from it. If it is to work again, have it enabled and enrolled anew.',
  'key-dead':
    "The key of this machine died when it was disabled and can't be enrolled again. Have the staff remove key.pem, machine.json and sequence from its data folder, then enrol it by a new code.",
} satisfies Record<(typeof REFUSED_TO_MACHINES)[number], string>

/** For a code that has no sentence here: the server is newer, or it was not foreseen on this page. */
export const otherRefusal = 'That didn’t work ({code}). Please try again; if it happens again, call the staff in the hall.'

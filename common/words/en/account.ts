import type { Texts } from '../texts.ts'
import type { account as zh } from '../zh/account.ts'

export const account = {
  open: 'My account',
  back: 'Back',
  password: 'Change the password',
  passwordNow: 'Current password',
  passwordNext: 'New password',
  passwordHelp: 'At least 10 characters; a few unrelated words work best',
  passwordSave: 'Change the password',
  passwordSaved: 'The password is changed; you are signed out everywhere else.',
  sessions: 'Where you are signed in',
  sessionsHelp:
    'You are signed out after 30 minutes without use, and after 12 hours at the latest. If you see one that you do not know, end it and change your password.',
  here: 'here',
  begun: 'since {at}',
  seen: 'last used {at}',
  end: 'End',
  passkeys: 'Passkeys',
  none: 'None yet.',
  enrolled: 'enrolled {at}',
  used: 'last used {at}',
  unused: 'not used yet',
  held: 'cannot sign until another administrator allows it',
  remove: 'Remove',
  enrol: 'Enrol a passkey',
  enrolling: 'Follow the browser’s instructions …',
  code: 'One-time code',
  codeHelp: 'Prove that it is you: ask an administrator for a one-time code.',
  codeOrPasskey:
    'Prove that it is you: you will be asked for one of your passkeys. If you have lost it, type the one-time code that an administrator gives you.',
  again: 'Password again',
  againHelp: 'Prove that it is you: the demonstration accepts your password; a real system needs a one-time code from an administrator.',
  failed:
    'The passkey was not enrolled: the browser did not finish ({why}). Try again; if this device does not support passkeys, use another device or a security key.',
  unsupported:
    'This browser does not support passkeys. Use a recent Chrome, Edge or Firefox, and open this page over HTTPS or on localhost.',
  events: 'What happened to the account',
  news: 'Something happened to your account. If it was not you, change your password at once and tell an administrator.',
  known: 'OK',
  event: {
    'password-changed': '{at} the password was changed by {by}',
    'password-reset': '{at} the password was reset by administrator {by}',
    'passkey-code-given': '{at} administrator {by} gave a one-time code for a passkey',
    'passkey-enrolled': '{at} {by} enrolled a passkey',
    'passkey-held': '{at} that passkey was enrolled after a reset by {by}: it cannot sign until another administrator allows it',
    'passkey-released': '{at} administrator {by} allowed the passkey to sign',
    'passkey-removed': '{at} {by} removed a passkey',
  },
  reason: {
    label: 'Why you need to see it',
    record: 'Record and look',
  },
  other: {
    open: 'Open another report',
    help: 'You can open a report that is neither yours nor from your sites for one hour if you give a reason. Your name, the time and the reason are recorded, and administrators can read them.',
    number: 'Number of the report',
    reason: 'Reason',
    record: 'Record and open',
    given: 'Recorded. You can open it now:',
    close: 'Close',
  },
} satisfies Texts<typeof zh>

import type { Texts } from '../texts.ts'
import type { attended as zh } from '../zh/attended.ts'

/** What console, counter and administration share. */
export const attended = {
  switchLanguage: '中文',
  signIn: {
    title: 'Sign in',
    login: 'User name',
    password: 'Password',
    enter: 'Sign in',
    leave: 'Sign out',
    wait: 'Connecting to the server …',
    notDoctor: "Your account is not a doctor's, so this page stays closed. Ask an administrator to add the role, or sign in as a doctor.",
    notCounter:
      'Your account is not for the counter, so this page stays closed. Ask an administrator to add the role, or sign in with a counter account.',
    notAdministrator: "Your account is not an administrator's, so this page stays closed. Sign in as an administrator.",
    demonstration: 'Demonstration: all people are made up, reports have no effect.',
    firstAdministrator:
      "There is no administrator yet. Open the administration page first and use the one-time code that the server's console shows.",
  },
  line: {
    connecting: 'The connection to the server is down; connecting again by itself. What you see may be out of date.',
    refused: 'The server refused the connection: {why}',
  },
  /** Where nothing is to be told. */
  none: '–',
} satisfies Texts<typeof zh>

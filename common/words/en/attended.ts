import type { Texts } from '../texts.ts'
import type { attended as zh } from '../zh/attended.ts'

/** What console, counter and administration share. */
export const attended = {
  switchLanguage: '中文',
  dark: 'Dark colours',
  signIn: {
    title: 'Sign in',
    login: 'User name',
    password: 'Password',
    enter: 'Sign in',
    leave: 'Sign out',
    wait: 'Connecting to the server …',
    notDoctor:
      'Your account does not have the role of a doctor, so you cannot open this page. Ask an administrator to add it, or sign in as a doctor.',
    notCounter:
      'Your account does not have the role of the counter, so you cannot open this page. Ask an administrator to add it, or sign in with a counter account.',
    notAdministrator: 'Your account does not have the role of an administrator, so you cannot open this page. Sign in as an administrator.',
    demonstration: 'Demonstration: people are made up, reports have no effect.',
    firstAdministrator:
      "There is no administrator yet. Open the administration page first and use the one-time code that the server's console shows.",
  },
  line: {
    connecting: 'The connection to the server is down; reconnecting automatically. What you see may be out of date.',
    refused: 'The server refused the connection: {why}',
  },
  help: {
    doctor: '{site} · {booth}: the driver called the doctor at {at}',
    staff: '{site} · {booth}: the driver called the staff at {at}. Please go to the booth',
    answer: { doctor: 'I have heard it', staff: 'I am going' },
  },
  more: {
    older: 'There are older ones that are not listed: these are the newest {count}.',
    newer: 'There are newer ones that are not listed: these are the oldest {count}. As they are dealt with, the others follow.',
  },
  /** Where nothing is to be told. */
  none: '–',
} satisfies Texts<typeof zh>

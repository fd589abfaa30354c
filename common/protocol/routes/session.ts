import { Done, FirstAdministrator, Greeting, Me, SignIn } from '../rest.ts'
import { route } from '../route.ts'

// Who is signed in, and how one comes in.

export const greet = route('GET', '/api/greeting', { by: 'anybody', answer: Greeting })

export const setUp = route('POST', '/api/setup', {
  by: 'anybody',
  tries: 10,
  body: FirstAdministrator,
  answer: Me,
  refuses: ['code-wrong', 'name-taken', 'glyph-missing', 'password-short', 'password-guessable'],
})

export const signIn = route('POST', '/api/session', {
  by: 'anybody',
  tries: 20,
  body: SignIn,
  answer: Me,
  refuses: ['wrong-password', 'account-disabled'],
})

export const signOut = route('DELETE', '/api/session', { by: 'anybody', answer: Done })

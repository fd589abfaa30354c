import { readFileSync } from 'node:fs'
import { type Refusal, refuse } from '#protocol/refusal.ts'
import { DEMONSTRATION_PASSWORD } from '#protocol/rest.ts'

/**
 * NIST SP 800-63B-4, 3.1.1.2: at least eight characters beside a second factor, compared with those that are commonly used or to be
 * expected, and no rule for what they consist of. Ten, since the password alone opens the pages.
 */
const PASSWORD_LEAST = 10

const COMMON: ReadonlySet<string> = new Set(
  readFileSync(new URL('common-passwords.txt', import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.toLowerCase()),
)

/** Words that people dress up with digits and signs. */
const BARE: ReadonlySet<string> = new Set(
  'password passwort passw0rd p@ssw0rd pa$$word admin administrator welcome letmein qwerty qwertyuiop asdfgh asdfghjkl zxcvbn zxcvbnm login secret changeme iloveyou woaini woaizhongguo doctor yisheng yiyuan beijing china zhongguo police jiaojing roadfit roadfit-demo'.split(
    ' ',
  ),
)
/** Keys and letters as they lie beside each other. */
const ROWS = [
  '01234567890',
  '09876543210',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p',
]

const inRow = (text: string): boolean =>
  ROWS.some((row) => row.repeat(2).includes(text) || Array.from(row).toReversed().join('').includes(text))
const isRepeated = (text: string): boolean => /^(.{1,5}?)\1+.{0,4}$/su.test(text)

const isGuessable = (password: string, about: readonly string[]): boolean => {
  const plain = password.normalize('NFKC').toLowerCase()
  const bare = plain.replaceAll(/^[^\p{L}]+|[^\p{L}]+$/gu, '')
  if (COMMON.has(plain) || COMMON.has(bare) || BARE.has(plain) || BARE.has(bare)) return true
  if (new Set(plain).size < 4 || isRepeated(plain) || inRow(plain)) return true
  // A name with a few more characters.
  return about.some((word) => {
    const own = word.normalize('NFKC').toLowerCase()
    return own.length >= 2 && plain.includes(own) && Array.from(plain.replaceAll(own, '')).length < 5
  })
}

/** Why nobody should have this password, or null. `about`: login and name of whose it will be. The demonstration has its own one. */
export const weakPassword = (password: string, about: readonly string[], demo: boolean): Refusal | null => {
  if (demo && password === DEMONSTRATION_PASSWORD) return null
  if (Array.from(password.normalize('NFC')).length < PASSWORD_LEAST) return refuse('password-short', { least: PASSWORD_LEAST })
  return isGuessable(password, about) ? refuse('password-guessable') : null
}

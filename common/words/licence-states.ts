import type { Language } from '#protocol/basic.ts'
import { listed } from './fill.ts'
import { terms } from './terms.ts'

/** The letters of a licence's state in words, one after the other; a letter that nobody knows stands as it is. Empty: in order, or none told. */
export const licenceStates = (language: Language, letters: string): string => {
  const words: Readonly<Record<string, string>> = terms[language].licenceStates
  const told = letters
    .split('')
    .filter((letter) => letter !== 'A')
    .map((letter) => words[letter] ?? letter)
  return listed(language, told)
}

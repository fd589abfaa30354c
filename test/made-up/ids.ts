/** An id, another for each number. */
export const idOf = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
/** A digest, another for each letter of a to f and each digit. */
export const hashOf = (letter: string): string => letter.repeat(64)

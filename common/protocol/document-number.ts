/**
 * A number with a check digit of GB 11643: 17 digits, the sum of digit × weight mod 11 (ISO 7064 MOD 11-2); ten is a capital X. Residents
 * have one, and foreigners on their permanent residence cards of 2023, whose numbers begin with 9.
 */
export const isIdentityNumber = (number: string): boolean => {
  if (!/^\d{17}[\dX]$/.test(number)) return false
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  const total = weights.reduce((all, weight, at) => all + weight * Number(number[at]), 0)
  return '10X98765432'[total % 11] === number[17]
}

/** A foreigner's number: of 2017 three letters and twelve digits, of 2023 like a resident's, beginning with 9. */
export const isForeignersNumber = (number: string): boolean =>
  /^[A-Z]{3}\d{12}$/.test(number) || (number.startsWith('9') && isIdentityNumber(number))

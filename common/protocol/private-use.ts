/**
 * Characters that GBK and GB 18030-2000 had no code point of Unicode for, and that old programs keep at one for private use, where a font
 * shows them or not. The standard characters come from the WHATWG encoding standard (index gb18030, and the table of its encoder, which
 * is GB 18030-2022); the six of 0xFE51, 52, 53, 6C, 76 and 91, which that index still leaves private, from GB 18030-2005.
 */
const PRIVATE: readonly (readonly [from: number, standard: string])[] = [
  [0xe76c, '€'],
  // Punctuation of vertical lines.
  [0xe78d, '\ufe10\ufe12\ufe11\ufe13\ufe14\ufe15\ufe16\ufe17\ufe18\ufe19'],
  [0xe7c7, 'ḿǹ'],
  // The variation mark, and how characters are put together.
  [0xe7e7, '\u303e\u2ff0\u2ff1\u2ff2\u2ff3\u2ff4\u2ff5\u2ff6\u2ff7\u2ff8\u2ff9\u2ffa\u2ffb'],
  // 0xFE50 to 0xFEA0: radicals, and characters of names.
  [
    0xe815,
    '\u2e81\u{20087}\u{20089}\u{200cc}\u2e84\u3473\u3447\u2e88\u2e8b\u9fb4\u359e\u361a\u360e\u2e8c\u2e97\u396e\u3918\u9fb5\u39cf\u39df\u3a73\u39d0\u9fb6\u9fb7\u3b4e\u3c6e\u3ce0\u2ea7\u{215d7}\u9fb8\u2eaa\u4056\u415f\u2eae\u4337\u2eb3\u2eb6\u2eb7\u{2298f}\u43b1\u43ac\u2ebb\u43dd\u44d6\u4661\u464c\u9fb9\u4723\u4729\u477c\u478d\u2eca\u4947\u497a\u497d\u4982\u4983\u4985\u4986\u499f\u499b\u49b7\u49b6\u9fba\u{241fe}\u4ca3\u4c9f\u4ca0\u4ca1\u4c77\u4ca2\u4d13\u4d14\u4d15\u4d16\u4d17\u4d18\u4d19\u4dae\u9fbb',
  ],
]

const STANDARD: ReadonlyMap<string, string> = new Map(
  PRIVATE.flatMap(([from, standard]) => Array.from(standard, (character, at) => [String.fromCodePoint(from + at), character] as const)),
)

/** Every character for private use that is known, and the standard one. */
export const privateCharacters = (): readonly (readonly [string, string])[] => [...STANDARD]

/** A text with the standard characters in place of those for private use that are known. */
export const standardCharacters = (text: string): string => text.replaceAll(/\p{Co}/gu, (character) => STANDARD.get(character) ?? character)

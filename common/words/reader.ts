/** Everybody who reads sentences of Roadfit: the driver in the booth, those who work with it (`staff` in any role), and whoever holds a paper. */
export const READERS = ['driver', 'doctor', 'counter', 'administrator', 'installer', 'staff', 'paper'] as const
export type Reader = (typeof READERS)[number]

/** A sentence that concerns a driver: as the driver is spoken to, and as others read it, where `you` would be somebody else. */
export type Sentence = Readonly<Record<'toDriver' | 'ofDriver', string>>

const VOICES: Readonly<Record<Reader, keyof Sentence>> = {
  driver: 'toDriver',
  doctor: 'ofDriver',
  counter: 'ofDriver',
  administrator: 'ofDriver',
  installer: 'ofDriver',
  staff: 'ofDriver',
  paper: 'ofDriver',
}

/** The sentence for this reader. */
export const saidTo = (reader: Reader, sentence: Sentence): string => sentence[VOICES[reader]]

/** A sentence that speaks of what was found and of nobody: all read it alike. */
export const alike = (sentence: string): Sentence => ({ toDriver: sentence, ofDriver: sentence })

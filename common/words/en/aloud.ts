import type { Texts } from '../texts.ts'
import type { aloud as zh } from '../zh/aloud.ts'

export const aloud = {
  again: 'Say it again',
  volume: 'Volume: {level}',
  levels: ['off', 'low', 'medium', 'high'],
} satisfies Texts<typeof zh>

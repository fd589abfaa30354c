import { expect, test } from 'vitest'
import { refuse } from '#protocol/refusal.ts'
import { screenFault, screenWrong } from './screen.ts'

const SCREEN = { device: 'screen' as const, pitchMm: 0.1554, pathMm: 5000, mirrors: 0, luminance: 200, veil: 4 }
const { luminance: _, ...unlit } = SCREEN
const { veil: __, ...unveiled } = SCREEN

test('eyes are tested on a screen whose white, black, pixels and path were measured and are right', () => {
  expect(screenFault(SCREEN, [5, 4.9])).toBeNull()
  expect(screenFault({ ...SCREEN, pathMm: 2500, luminance: 80, veil: 12 }, [5])).toBeNull()
  expect(screenFault({ ...SCREEN, luminance: 320, veil: 0 }, [5])).toBeNull()
})

test.each([
  ['nobody measured its white', unlit, 'light-unmeasured'],
  ['nobody measured its black', unveiled, 'light-unmeasured'],
  ['it is too dim', { ...SCREEN, luminance: 79.9 }, 'light-wrong'],
  ['it is too bright', { ...SCREEN, luminance: 321 }, 'light-wrong'],
  ['the light of the booth lies on it', { ...SCREEN, veil: 30.5 }, 'light-veiled'],
  ['the way to it is too short', { ...SCREEN, pathMm: 2499 }, 'path-too-short'],
  ['its pixels are too coarse', { ...SCREEN, pitchMm: 0.5, pathMm: 2500 }, 'screen-too-coarse'],
  ['its data can’t belong together', { ...SCREEN, pitchMm: 0.01, pathMm: 10_000 }, 'screen-data-wrong'],
] as const)('no eye is tested when %s', (_, screen, refused) => {
  expect(screenFault(screen, [5])).toMatchObject({ refused })
})

test('an installer hears at once what is wrong with what was measured, and may leave the light out where nobody’s eyes are tested', () => {
  expect(screenWrong(unlit)).toBeNull()
  expect(screenWrong({ ...SCREEN, luminance: 60 })).toEqual(refuse('light-wrong', { luminance: 60, least: 80, most: 320 }))
  expect(screenWrong({ ...SCREEN, veil: 100 })).toEqual(refuse('light-veiled', { percent: 50, most: 15 }))
  // 4.0 is 14.54 mm high for each metre of the way.
  expect(screenWrong({ ...SCREEN, pitchMm: 0.01, pathMm: 10_000 })).toEqual(
    refuse('screen-data-wrong', { pitch: 0.01, path: 10_000, px: 14_544 }),
  )
})

import { expect, test } from 'vitest'
import { measuredWords } from './measured.ts'

test('samples are told with how far they lay apart, a machine’s one value without', () => {
  expect(measuredWords({ median: 2304.4, spread: 3, samples: 30 }, null, 'en')).toBe('2304 mm, within 3.')
  expect(measuredWords({ median: 1748, spread: 0, samples: 1 }, null, 'en')).toBe('1748 mm.')
  expect(measuredWords({ median: 196_133, spread: 400, samples: 30 }, 'grip-left', 'zh')).toBe('量得 196133 毫牛，相差 400。')
})

import { expect, test } from 'vitest'
import { selfTested, serviceView } from '../../test/screens/service-views.ts'
import { devicesInWords, testInWords } from './print.ts'

test.each([
  ['zh', '端口 /dev/ttyUSB3 已打开，但设备没有发来数据。请检查电源、接线和波特率。'],
  ['en', 'The port /dev/ttyUSB3 is open, but the device sends nothing. Check its power, its cable and its baud rate.'],
] as const)('in %s the list and the test say at the terminal why a device cannot be had', (language, why) => {
  expect(devicesInWords(serviceView, language).split('\n')).toContain(`pedals: ${why}`)
  expect(testInWords(selfTested, language)).toContain(why)
})

import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openLaunches } from './launch.ts'

test.each(['', '[{"room":', '{}'])('a damaged list of browsers lets none in and keeps nobody out: %s', (text) => {
  const file = join(mkdtempSync(join(tmpdir(), 'roadfit-launch-')), 'browsers.json')
  writeFileSync(file, text)
  const launches = openLaunches(file)
  expect(launches.opens('booth', 'x')).toBe(false)
  const token = launches.trade('booth', launches.offer('booth'))
  expect(launches.opens('booth', token ?? undefined)).toBe(true)
  expect(openLaunches(file).opens('booth', token ?? undefined)).toBe(true)
})

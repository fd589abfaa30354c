import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeInstallerCode, openInstallerCode } from './installer-code.ts'

test('a code of eight digits opens, no other does, and only its hash is kept', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'roadfit-code-')), 'installer-code.json')
  const door = openInstallerCode(file)
  expect([door.made(), door.check('00000000')]).toEqual([false, false])
  const code = makeInstallerCode(file)
  expect(code).toMatch(/^\d{8}$/)
  expect([door.made(), door.check(code), door.check(code.slice(1)), door.check(`${code}0`)]).toEqual([true, true, false, false])
  expect(readFileSync(file, 'utf8')).not.toContain(code)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  const next = makeInstallerCode(file)
  expect([door.check(code), door.check(next)]).toEqual([code === next, true])
})

test('a damaged code is none: another can be made', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'roadfit-code-')), 'installer-code.json')
  writeFileSync(file, '{"salt"')
  const door = openInstallerCode(file)
  expect([door.made(), door.check('00000000')]).toEqual([false, false])
  expect(door.check(makeInstallerCode(file))).toBe(true)
})

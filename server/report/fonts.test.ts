import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { cp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { findFonts, fontHashes } from './fonts.ts'

const FONT = fileURLToPath(import.meta.resolve('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf'))

test('a font that could not be read for one paper is read for the next, and its hash is that of its file', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'roadfit-fonts-'))
  const [file, aside] = [join(folder, 'own.ttf'), join(folder, 'own.aside')]
  await cp(FONT, file)
  const fonts = findFonts(folder)
  renameSync(file, aside)
  await expect(fontHashes(fonts)).rejects.toThrow('ENOENT')
  renameSync(aside, file)
  const { noto, 'added-own.ttf': added } = await fontHashes(fonts)
  expect(added).toBe(createHash('sha256').update(readFileSync(FONT)).digest('hex'))
  expect(noto).toBe(added)
  rmSync(folder, { recursive: true })
})

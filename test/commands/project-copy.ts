import { copyFileSync, mkdirSync, mkdtempSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { projectFiles } from './read.ts'

const root = resolve(import.meta.dirname, '../..')

/** A copy of the project as it was cloned, with npm's packages and nothing else: nothing set up, no data. */
export const copyProject = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'roadfit-typed-'))
  const files = projectFiles(root)
  for (const one of new Set(files.map((file) => dirname(file)))) mkdirSync(join(folder, one), { recursive: true })
  for (const file of files) copyFileSync(join(root, file), join(folder, file))
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  return folder
}

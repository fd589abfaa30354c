import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { root } from '../setup/places.mjs'

/**
 * Which booth `npm run booth` speaks of, as settings for its program: the one that the environment names, else this computer's own
 * (`data/booth`), else the demonstration's under `ROADFIT_DATA` (`data/demo`). A folder that its agent marked as simulated
 * (devices/keep/folder-kind.ts) is one with simulated devices. Null: there is none here yet.
 */
export const boothSettings = (env, base = root) => {
  const demonstration = resolve(base, env.ROADFIT_DATA || 'data/demo')
  const named = env.ROADFIT_BOOTH_DATA && resolve(base, env.ROADFIT_BOOTH_DATA)
  const isBooth = (folder) => ['booth.json', 'simulated'].some((name) => existsSync(join(folder, name)))
  const folder = named ?? [resolve(base, 'data/booth'), join(demonstration, 'booth')].find(isBooth)
  if (!folder) return env.ROADFIT_SIMULATE ? {} : null
  const simulated = existsSync(join(folder, 'simulated'))
  return { ROADFIT_BOOTH_DATA: folder, ...(simulated ? { ROADFIT_SIMULATE: '1' } : {}) }
}

/** What is said where there is no booth to speak of. */
export const noBoothWords = `
There is no booth on this computer yet. For the demonstration's run  npm start  first and leave it running; a real one is set up as
docs/install-a-booth.md says, and ROADFIT_BOOTH_DATA names its folder.
这台计算机上还没有检测间。演示检测间：请先运行 npm start，不要停止；实际的检测间请按 docs/install-a-booth.md 安装，
并用 ROADFIT_BOOTH_DATA 指定它的目录。
`

import { adminScenes } from './scenes/admin.ts'
import { concludeScenes } from './scenes/conclude.ts'
import { counterScenes } from './scenes/counter.ts'
import { examScenes } from './scenes/exam.ts'
import { hallScenes } from './scenes/hall.ts'
import type { Scene } from './scenes/scene.ts'
import { waitingScenes } from './scenes/waiting.ts'

/** Every state of the attended pages and of the hall. */
export const clinicianScenes: readonly Scene[] = [
  ...waitingScenes,
  ...examScenes,
  ...concludeScenes,
  ...counterScenes,
  ...adminScenes,
  ...hallScenes,
]

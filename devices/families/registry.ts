import { cabins } from './cabin/models.ts'
import { forces } from './force/models.ts'
import { heights } from './height/models.ts'
import { readers } from './identity-card/models.ts'
import { keypads } from './keypad/models.ts'
import type { AnyModel } from './model.ts'

/** Every device that a booth can have on a serial line, by the model that `booth.json` names: a line a folder. */
export const registry: Readonly<Record<string, AnyModel>> = {
  ...readers,
  ...heights,
  ...keypads,
  ...forces,
  ...cabins,
}

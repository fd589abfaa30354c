import { account } from './account.ts'
import { booth } from './booth.ts'
import { call } from './call.ts'
import { clinician } from './clinician.ts'
import { counter } from './counter.ts'
import { admin } from './admin.ts'
import { door } from './door.ts'
import { effort } from './effort.ts'
import { errands } from './errands.ts'
import { hall } from './hall.ts'
import { inspect } from './inspect.ts'
import * as procedures from './procedures.ts'
import { proof } from './proof.ts'
import { refusals } from './refusals.ts'
import { refusedPage } from './refused-page.ts'
import { report } from './report.ts'
import { service } from './service.ts'
import { settings, starting } from './settings.ts'
import { simulator } from './simulator.ts'
import { terms } from './terms.ts'
import { toDriver } from './to-driver.ts'
import { troubles } from './troubles.ts'
import { verify } from './verify.ts'

export const zh = {
  account,
  admin,
  booth,
  call,
  clinician,
  counter,
  door,
  effort,
  errands,
  hall,
  inspect,
  procedures,
  proof,
  refusals,
  refusedPage,
  report,
  service,
  settings,
  simulator,
  starting,
  terms,
  toDriver,
  troubles,
  verify,
}

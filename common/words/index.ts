import { account } from './account.ts'
import { admin } from './admin.ts'
import { aloud } from './aloud.ts'
import { attended } from './attended.ts'
import { booth } from './booth.ts'
import { call } from './call.ts'
import { clinician } from './clinician.ts'
import { conclusion } from './conclusion.ts'
import { counter } from './counter.ts'
import { door } from './door.ts'
import { echo } from './echo.ts'
import { effort } from './effort.ts'
import { enrolment } from './enrolment.ts'
import { errands } from './errands.ts'
import { escalation } from './escalation.ts'
import { exportLinks } from './export-links.ts'
import { exports } from './exports.ts'
import { hall } from './hall.ts'
import { help } from './help.ts'
import { inspect } from './inspect.ts'
import { institutions } from './institutions.ts'
import { issued } from './issued.ts'
import { notices } from './notices.ts'
import { places } from './places.ts'
import { preview } from './preview.ts'
import { procedures } from './procedures.ts'
import { product } from './product.ts'
import { proof } from './proof.ts'
import { provision } from './provision.ts'
import { recording } from './recording.ts'
import { recordings } from './recordings.ts'
import { refusals } from './refusals.ts'
import { otherRefusal } from './refusals-of-screens.ts'
import { refusedPage } from './refused-page.ts'
import { registry } from './registry.ts'
import { report } from './report.ts'
import { rota } from './rota.ts'
import { screenColours } from './screen-colours.ts'
import { sentBack } from './sent-back.ts'
import { service } from './service.ts'
import { settings, starting } from './settings.ts'
import { simulator } from './simulator.ts'
import { stills } from './stills.ts'
import { terms } from './terms.ts'
import { tiles } from './tiles.ts'
import { toDriver } from './to-driver.ts'
import { together } from './together.ts'
import { troubles } from './troubles.ts'
import { values } from './values.ts'
import { verify } from './verify.ts'
import { waits } from './waits.ts'

/** Every sentence that a person reads or hears. For programs and tests: a page loads its own subjects alone. */
export const text = together({
  account,
  admin,
  aloud,
  attended,
  booth,
  call,
  clinician,
  conclusion,
  counter,
  door,
  echo,
  effort,
  enrolment,
  errands,
  escalation,
  exportLinks,
  exports,
  hall,
  help,
  inspect,
  institutions,
  issued,
  notices,
  otherRefusal,
  places,
  preview,
  procedures,
  product,
  proof,
  provision,
  recording,
  recordings,
  refusals,
  refusedPage,
  registry,
  report,
  rota,
  screenColours,
  sentBack,
  service,
  settings,
  simulator,
  starting,
  stills,
  terms,
  tiles,
  toDriver,
  troubles,
  values,
  verify,
  waits,
})
